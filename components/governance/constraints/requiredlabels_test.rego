package k8srequiredlabels

namespace(metadata) = {
	"review": {"object": {"kind": "Namespace", "metadata": object.union({"name": "a0008"}, metadata)}},
	"parameters": {"labels": ["owner", "costCenter"]},
}

messages(in) = {v.msg | v := violation[_] with input as in}

test_both_labels {
	count(messages(namespace({"labels": {"owner": "team-a", "costCenter": "cc-1", "team": "a"}}))) == 0
}

test_one_label_left_out {
	messages(namespace({"labels": {"owner": "team-a"}})) == {`Namespace "a0008" lacks the labels ["costCenter"]`}
}

test_label_in_another_case {
	messages(namespace({"labels": {"owner": "team-a", "costcenter": "cc-1"}})) == {`Namespace "a0008" lacks the labels ["costCenter"]`}
}

test_empty_label {
	messages(namespace({"labels": {"owner": "", "costCenter": "cc-1"}})) == {`Namespace "a0008" lacks the labels ["owner"]`}
}

test_no_labels_at_all {
	messages(namespace({})) == {`Namespace "a0008" lacks the labels ["costCenter", "owner"]`}
}

test_details_name_what_is_missing {
	violation[v] with input as namespace({})
	v.details.missing == {"owner", "costCenter"}
}

test_nothing_required {
	count(messages({"review": {"object": {"kind": "Namespace", "metadata": {"name": "a"}}}, "parameters": {"labels": []}})) == 0
}
