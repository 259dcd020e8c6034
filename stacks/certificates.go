package stacks

// CertificateHosts returns the domain and the public hosts that a configuration needs certificates for. wanted is false
// where it brings its own, or cannot be read.
func CertificateHosts(raw Raw) (domain string, hosts []string, wanted bool) {
	config, _ := load(raw)
	given := raw.Values[Namespace+":certificates"] != ""
	existing := config.Ingress.TLS.ListenerCertSecretID != "" && config.Ingress.TLS.RootCertSecretID != ""
	if given || existing || config.DNS.Domain == "" || !domainName.MatchString(config.DNS.Domain) || len(config.Ingress.Sites) == 0 {
		return "", nil, false
	}
	return config.DNS.Domain, config.Ingress.Hosts(config.DNS.Domain), true
}
