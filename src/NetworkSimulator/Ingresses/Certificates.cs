using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>The certificates that Ingresses of one controller bring, by server name.</summary>
internal sealed class Certificates
{
    private readonly HostTable<CertificateEntry> _byHost;

    public Certificates(IEnumerable<Ingress> ingresses, Func<string, Secret?> secrets)
    {
        var byHost = new Dictionary<string, CertificateEntry>(StringComparer.Ordinal);
        foreach (var ingress in ingresses)
        foreach (var tls in ingress.Tls)
        {
            var entry = CertificateEntry.Of(ingress, tls, secrets);
            foreach (var host in tls.Hosts)
                Add(host, entry);
            if (tls.Hosts.IsEmpty)
                Add("", entry);
        }
        _byHost = new(byHost);

        // Of two entries for a host the older Ingress' counts, unless its Secret is of no use and the other's is.
        void Add(string host, CertificateEntry entry)
        {
            if (!byHost.TryGetValue(host, out var known) || (known.Fault != SecretFault.None && entry.IsUsable))
                byHost[host] = entry;
        }
    }

    /// <summary>The entry for a server name; null where no Ingress lists it.</summary>
    public CertificateEntry? Find(string serverName) => _byHost.Find(serverName);
}

/// <summary>An entry of <c>spec.tls</c>.</summary>
/// <param name="Secret">The Secret it names; null where there is none.</param>
internal sealed record CertificateEntry(Ingress Ingress, IngressTls Tls, SecretFault Fault, Secret? Secret)
{
    public bool IsUsable => Fault == SecretFault.None;

    /// <summary>Whether its certificate, where the Secret holds a readable one, is for other hosts only.</summary>
    public bool IsForOthersThan(string host) => IsUsable && Secret is not null && !TlsFindings.Covers(Secret, host);

    public static CertificateEntry Of(Ingress ingress, IngressTls tls, Func<string, Secret?> secrets)
    {
        var secret = tls.SecretName.Length == 0 ? null : secrets($"{ingress.Namespace}/{tls.SecretName}");
        return new(ingress, tls, FaultOf(tls, secret), secret);
    }

    private static SecretFault FaultOf(IngressTls tls, Secret? secret) =>
        tls.SecretName.Length == 0
            ? SecretFault.None
            : secret switch
            {
                null => SecretFault.Missing,
                { Type: not "kubernetes.io/tls" } => SecretFault.WrongType,
                { Keys: var keys } when !keys.Contains("tls.crt") || !keys.Contains("tls.key") =>
                    SecretFault.MissingKeys,
                _ => SecretFault.None,
            };
}

/// <summary>Why a Secret gives no certificate.</summary>
internal enum SecretFault
{
    None,
    Missing,
    WrongType,
    MissingKeys,
}
