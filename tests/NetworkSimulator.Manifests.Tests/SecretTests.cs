using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace NetworkSimulator.Manifests.Tests;

/// <summary>Secrets keep their keys and the names of their certificate, never a value.</summary>
public class SecretTests
{
    [Fact]
    public void The_Names_Of_A_Certificate_Are_Read()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ignored.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("shop.example");
        names.AddDnsName("*.shop.example");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddYears(1)
        );
        var pem = Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate.ExportCertificatePem()));

        var secret = Manifests
            .ReadValid(
                $"apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\nmetadata: {{name: a}}\ndata: {{tls.crt: {pem}, tls.key: YQ==}}"
            )
            .Secrets[0];

        Assert.Equal(["shop.example", "*.shop.example"], secret.CertificateDnsNames);
        Assert.Equal(["tls.crt", "tls.key"], secret.Keys);
    }

    [Theory]
    [InlineData("data: {tls.crt: YQ==, tls.key: YQ==}")]
    [InlineData("stringData: {tls.crt: '-----BEGIN CERTIFICATE-----\\nYQ==\\n-----END CERTIFICATE-----', tls.key: a}")]
    public void What_Is_No_Certificate_Has_No_Names(string data)
    {
        var secret = Manifests
            .ReadValid($"apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\nmetadata: {{name: a}}\n{data}")
            .Secrets[0];

        Assert.True(secret.CertificateDnsNames.IsDefault);
    }
}
