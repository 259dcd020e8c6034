# Host names of an Ingress lie below one of the allowed domains. Both places that claim a name are looked at: the rules,
# which take traffic, and the TLS entries, which choose certificates. A domain ends at a dot: evilcontoso.example is not
# below contoso.example, and neither is contoso.example itself.
package k8scustomingresstlshostshavedefineddomainsuffix

violation[{"msg": msg, "details": {"hosts": refused}}] {
	refused := {host | host := claimed[_]; not below_a_domain(host)}
	count(refused) > 0
	msg := sprintf("hosts %v are not below one of the domains %v", [sort(refused), domains])
}

violation[{"msg": msg, "details": {"rule": i}}] {
	rule := input.review.object.spec.rules[i]
	object.get(rule, "host", "") == ""
	msg := sprintf("rule %d names no host and so takes every name; give it one below one of the domains %v", [i, domains])
}

claimed[lower(host)] {
	host := input.review.object.spec.rules[_].host
	host != ""
}

claimed[lower(host)] {
	host := input.review.object.spec.tls[_].hosts[_]
}

domains := [trim_left(lower(domain), ".") | domain := input.parameters.allowedDomainSuffixes[_]]

below_a_domain(host) {
	domain := domains[_]
	domain != ""
	endswith(host, concat("", [".", domain]))
}
