using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NetworkSimulator.Manifests.Text;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads Secrets: their keys, and the names in a TLS certificate. No value is kept.</summary>
internal static class SecretReader
{
    private const string Tls = "kubernetes.io/tls";

    public static void Read(Reading reading)
    {
        var root = reading.Root;
        var meta = reading.Meta("Secret", rootFields: KnownFields.SecretRoot);
        var type = root["type"].AsString() ?? "Opaque";
        var keys = ImmutableArray.CreateBuilder<string>();
        byte[]? certificate = null;
        reading.Lines.Add("type", root["type"]);
        reading.Names.Clear();
        foreach (var entry in root.Object("data").Entries)
        {
            reading.Names.Add(entry.Key);
            keys.Add(reading.Pool.Intern(entry.Key));
            reading.Lines.Add("data", entry.Key, entry.Value);
            var bytes = Decode(entry.Value);
            if (entry.Key == "tls.crt")
                certificate = bytes;
        }
        foreach (var entry in root.Object("stringData").Entries)
        {
            var text = entry.Value.AsString() ?? "";
            if (entry.Key == "tls.crt")
                certificate = Encoding.UTF8.GetBytes(text);
            if (reading.Names.Add(entry.Key))
                keys.Add(reading.Pool.Intern(entry.Key));
            reading.Lines.Add("stringData", entry.Key, entry.Value);
        }
        if (type == Tls)
            foreach (var key in (ReadOnlySpan<string>)["tls.crt", "tls.key"])
                if (!keys.Contains(key))
                    root.Error($"A Secret of type {Tls} has no {key}.", $"data.{key}, Base64-encoded");
        reading.Draft.Secrets.Add(
            new()
            {
                Metadata = meta,
                Type = reading.Pool.Intern(type),
                Keys = keys.DrainToImmutable(),
                CertificateDnsNames = type == Tls && certificate is not null ? DnsNames(certificate) : default,
                Source = reading.Source(),
            }
        );
    }

    private static byte[]? Decode(Field value)
    {
        if (value.AsString() is not { } text)
            return null;
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            value.Error("The value is not Base64.", "the bytes in Base64, or plain text under stringData");
            return null;
        }
    }

    /// <summary>The names a certificate is for; default where the bytes are none in PEM form.</summary>
    private static ImmutableArray<string> DnsNames(byte[] pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(pem));
            foreach (var extension in certificate.Extensions)
                if (extension is X509SubjectAlternativeNameExtension names)
                    return [.. names.EnumerateDnsNames()];
            var common = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
            return common.Length == 0 ? [] : [common];
        }
        catch (CryptographicException)
        {
            return default;
        }
    }
}
