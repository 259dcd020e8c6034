package k8scustomingresstlshostshavedefineddomainsuffix

ingress(rules, tls) = {
	"review": {"object": {"kind": "Ingress", "spec": {"rules": rules, "tls": tls}}},
	"parameters": {"allowedDomainSuffixes": ["contoso.example", ".Fabrikam.example"]},
}

messages(in) = {v.msg | v := violation[_] with input as in}

test_hosts_below_a_domain {
	count(messages(ingress([{"host": "shop.contoso.example"}, {"host": "a.b.fabrikam.example"}], [{"hosts": ["shop.contoso.example"]}]))) == 0
}

test_case_does_not_matter {
	count(messages(ingress([{"host": "Shop.Contoso.Example"}], []))) == 0
}

test_wildcard_below_a_domain {
	count(messages(ingress([{"host": "*.contoso.example"}], []))) == 0
}

test_wildcard_above_a_domain {
	count(messages(ingress([{"host": "*.example"}], []))) == 1
}

test_another_domain {
	messages(ingress([{"host": "shop.example.org"}], [])) == {`hosts ["shop.example.org"] are not below one of the domains ["contoso.example", "fabrikam.example"]`}
}

test_a_domain_ends_at_a_dot {
	count(messages(ingress([{"host": "evilcontoso.example"}], []))) == 1
}

test_the_domain_itself {
	count(messages(ingress([{"host": "contoso.example"}], []))) == 1
}

test_another_domain_in_tls_only {
	messages(ingress([{"host": "shop.contoso.example"}], [{"hosts": ["shop.contoso.example", "shop.example.org"]}])) == {`hosts ["shop.example.org"] are not below one of the domains ["contoso.example", "fabrikam.example"]`}
}

test_every_refused_host_is_named {
	violation[v] with input as ingress([{"host": "b.example.org"}], [{"hosts": ["a.example.org"]}])
	v.details.hosts == {"a.example.org", "b.example.org"}
}

test_rule_without_host {
	messages(ingress([{"host": "shop.contoso.example"}, {"http": {}}], [])) == {`rule 1 names no host and so takes every name; give it one below one of the domains ["contoso.example", "fabrikam.example"]`}
}

test_rule_with_an_empty_host {
	count(messages(ingress([{"host": ""}], []))) == 1
}

test_tls_without_hosts {
	count(messages(ingress([{"host": "shop.contoso.example"}], [{"secretName": "cert"}]))) == 0
}

test_no_rules_and_no_tls {
	count(messages({"review": {"object": {"kind": "Ingress", "spec": {}}}, "parameters": {"allowedDomainSuffixes": []}})) == 0
}

test_no_domain_allows_nothing {
	count(messages({"review": {"object": {"spec": {"rules": [{"host": "shop.contoso.example"}]}}}, "parameters": {"allowedDomainSuffixes": []}})) == 1
}

test_an_empty_domain_allows_nothing {
	count(messages({"review": {"object": {"spec": {"rules": [{"host": "shop.contoso.example."}]}}}, "parameters": {"allowedDomainSuffixes": [""]}})) == 1
}
