using NetworkSimulator.Flows;

namespace NetworkSimulator.Ingresses;

/// <summary>Words for a TLS handshake at a controller.</summary>
internal static class TlsHops
{
    private const string Component = "TLS";

    public static Hop Handshake(ApiRules rules, string className, string serverName, CertificateEntry? entry)
    {
        if (entry is null)
            return NotListed(rules, className, serverName);
        return At(
            entry,
            entry.IsUsable ? "terminated" : "refused",
            entry.IsUsable
                ? entry.Tls.SecretName.Length == 0
                    ? $"Ingress {entry.Ingress.Key} lists {serverName} under tls without a Secret, so the controller ends TLS with a certificate of its own."
                    : entry.IsForOthersThan(serverName)
                        ? $"The controller ends TLS for {serverName}, and {NamesText(entry)}, so a client that verifies it turns away."
                        : $"The controller ends TLS for {serverName} with the certificate in Secret {entry.Secret!.Key}."
                : $"The TLS handshake for {serverName} fails: {FaultText(entry)}"
        );
    }

    /// <summary>For whom its certificate is.</summary>
    public static string NamesText(CertificateEntry entry) =>
        $"the certificate in Secret {entry.Secret!.Key} is for {string.Join(", ", entry.Secret.CertificateDnsNames)} only";

    /// <summary>What is wrong with the Secret, as a sentence.</summary>
    public static string FaultText(CertificateEntry entry)
    {
        var secret = $"Secret {entry.Ingress.Namespace}/{entry.Tls.SecretName}";
        return entry.Fault switch
        {
            SecretFault.Missing =>
                $"{secret} does not exist; a certificate is looked for in the namespace of the Ingress only.",
            SecretFault.WrongType => $"{secret} is not of type kubernetes.io/tls.",
            _ => $"{secret} lacks the key tls.crt or tls.key.",
        };
    }

    private static Hop At(CertificateEntry entry, string decision, string reason) =>
        new(Component, $"Ingress {entry.Ingress.Key}", entry.Ingress.Source.Document, entry.Tls.Line, decision, reason);

    private static Hop NotListed(ApiRules rules, string className, string serverName)
    {
        var named = Array.Find(rules.Ingresses, i => i.Rules.Any(r => r.Host == serverName));
        var reason =
            $"No Ingress of {className} lists {serverName} under tls, so the controller has no certificate for it and the TLS handshake fails.";
        return named is null
            ? new(Component, "", 0, 0, "refused", reason)
            : new(
                Component,
                $"Ingress {named.Key}",
                named.Source.Document,
                named.Source.LineOf("spec.tls"),
                "refused",
                reason
            );
    }
}
