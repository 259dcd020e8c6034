# An object carries all required labels, and none of them is empty. The constraint says to which objects that applies.
package k8srequiredlabels

violation[{"msg": msg, "details": {"missing": missing}}] {
	missing := {label | label := input.parameters.labels[_]; not carries(label)}
	count(missing) > 0
	msg := sprintf("%s %q lacks the labels %v", [input.review.object.kind, input.review.object.metadata.name, sort(missing)])
}

carries(label) {
	input.review.object.metadata.labels[label] != ""
}
