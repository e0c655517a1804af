using NetworkSimulator.Findings;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>Finds what Ingresses get wrong about TLS: Secrets that give no certificate, hosts that no rule names.</summary>
internal static class TlsFindings
{
    public static IEnumerable<Finding> Of(Cluster cluster)
    {
        var secrets = new Dictionary<string, Secret>(StringComparer.Ordinal);
        foreach (var secret in cluster.Objects.Secrets)
            secrets[secret.Key] = secret;
        var namespaces = secrets.Values.ToLookup(s => s.Name, s => s.Namespace, StringComparer.Ordinal);
        foreach (var ingress in cluster.Objects.Ingresses)
        foreach (var tls in ingress.Tls)
        {
            var entry = CertificateEntry.Of(ingress, tls, secrets.GetValueOrDefault);
            if (!entry.IsUsable)
                yield return Unusable(namespaces, entry);
            else
                foreach (var host in tls.Hosts)
                    if (entry.IsForOthersThan(host))
                        yield return IngressFindings.Of(
                            ingress,
                            FindingSeverity.Warning,
                            "tls-certificate-for-other-host",
                            tls.Line,
                            $"The certificate in Secret {ingress.Namespace}/{tls.SecretName} is not for {host}, so clients that verify it turn away.",
                            $"Issue a certificate that names {host}."
                        );
            foreach (var host in tls.Hosts)
                if (!ingress.Rules.Any(r => r.Host.Length == 0 || r.Host == host || IsUnder(r.Host, host)))
                    yield return IngressFindings.Of(
                        ingress,
                        FindingSeverity.Info,
                        "tls-host-without-rule",
                        tls.Line,
                        $"Ingress {ingress.Key} lists {host} under tls, but no rule of it is for that host.",
                        "Add a rule for the host, or take it out of tls."
                    );
        }
    }

    private static Finding Unusable(ILookup<string, string> namespaces, CertificateEntry entry)
    {
        var elsewhere = namespaces[entry.Tls.SecretName].FirstOrDefault();
        var note =
            entry.Fault == SecretFault.Missing && elsewhere is not null
                ? $" Namespace {elsewhere} has one of that name, which does not help."
                : "";
        return IngressFindings.Of(
            entry.Ingress,
            FindingSeverity.Warning,
            entry.Fault switch
            {
                SecretFault.Missing => "tls-secret-missing",
                SecretFault.WrongType => "tls-secret-of-wrong-type",
                _ => "tls-secret-without-keys",
            },
            entry.Tls.Line,
            $"{TlsHops.FaultText(entry)}{note} Clients then get the controller's own certificate, or no TLS at all.",
            $"Create Secret {entry.Ingress.Namespace}/{entry.Tls.SecretName} of type kubernetes.io/tls with tls.crt and tls.key, or let cert-manager do so."
        );
    }

    /// <summary>Whether the certificate is for the host; one that can't be read counts as if it were.</summary>
    public static bool Covers(Secret secret, string host)
    {
        if (secret.CertificateDnsNames.IsDefault)
            return true;
        foreach (var name in secret.CertificateDnsNames)
            if (IsFor(name, host))
                return true;
        return false;
    }

    /// <summary>Whether a name, perhaps a wildcard, is that of the host.</summary>
    public static bool IsFor(string name, string host) =>
        string.Equals(name, host, StringComparison.OrdinalIgnoreCase) || IsUnder(name, host);

    private static bool IsUnder(string wildcard, string host) =>
        HostTable<string>.IsWildcard(wildcard)
        && host.IndexOf('.') is > 0 and var dot
        && host.AsSpan(dot + 1).Equals(wildcard.AsSpan(2), StringComparison.OrdinalIgnoreCase);
}
