using System.Security.Cryptography;
using KnowledgeApi.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KnowledgeApi.Tests.Learners;

/// <summary>An identity provider's token in place of a key.</summary>
public sealed class OidcTests
{
    const string Audience = "knowledge";

    [Fact]
    public async Task ATokensSubject_IsTheLearner_WhereSignatureAudienceAndTimeFit()
    {
        var address = $"http://127.0.0.1:{PostgreSql.FreePort()}";
        var key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" };
        await using var issuer = await StartIssuerAsync(address, key);
        using var app = KnowledgeApp.With(("Oidc:Authority", address), ("Oidc:Audience", Audience));
        using var client = app.CreateClient();

        var ada = new Practitioner(client, Token(address, "ada", key));
        var me = await ada.GetAsync("learners/me");
        Assert.False((bool)me["hasKey"]!);
        var session = await ada.StartAsync("""{"mode": "learn", "count": 1}""");
        var again = new Practitioner(client, Token(address, "ada", key));
        Assert.Equal((string)me["id"]!, (string)(await again.GetAsync("learners/me"))["id"]!);
        await again.AnswerAsync(session);
        var bob = new Practitioner(client, Token(address, "bob", key));
        await bob.ProblemAsync(404, HttpMethod.Get, $"practice-sessions/{session["id"]}");

        var foreignKey = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" };
        foreach (
            var token in (string[])
                [
                    Token(address, "ada", foreignKey),
                    Token(address, "ada", key, audience: "another-service"),
                    Token("https://elsewhere.example", "ada", key),
                    Token(address, "ada", key, expires: DateTime.UtcNow.AddHours(-1)),
                ]
        )
            await new Practitioner(client, token).ProblemAsync(401, HttpMethod.Get, "learners/me");
        // A key goes on to work beside it.
        await (await Practitioner.NewAsync(client)).GetAsync("learners/me");
    }

    static string Token(
        string issuer,
        string subject,
        RsaSecurityKey key,
        string audience = Audience,
        DateTime? expires = null
    ) =>
        new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                IssuedAt = DateTime.UtcNow.AddHours(-2),
                NotBefore = DateTime.UtcNow.AddHours(-2),
                Expires = expires ?? DateTime.UtcNow.AddHours(1),
                Claims = new Dictionary<string, object> { ["sub"] = subject },
                SigningCredentials = new(key, SecurityAlgorithms.RsaSha256),
            }
        );

    static async Task<WebApplication> StartIssuerAsync(string address, RsaSecurityKey key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var issuer = builder.Build();
        var numbers = key.Rsa.ExportParameters(includePrivateParameters: false);
        issuer.MapGet(
            "/.well-known/openid-configuration",
            () => TypedResults.Json(new { issuer = address, jwks_uri = $"{address}/keys" })
        );
        issuer.MapGet(
            "/keys",
            () =>
                TypedResults.Json(
                    new
                    {
                        keys = new[]
                        {
                            new
                            {
                                kty = "RSA",
                                use = "sig",
                                kid = key.KeyId,
                                n = Base64UrlEncoder.Encode(numbers.Modulus),
                                e = Base64UrlEncoder.Encode(numbers.Exponent),
                            },
                        },
                    }
                )
        );
        await issuer.StartAsync(TestContext.Current.CancellationToken);
        return issuer;
    }
}
