using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace KnowledgeApi.Tests.Mcp;

/// <summary>The endpoint where only tokens of an identity provider open it.</summary>
public sealed class AuthorizationTests : IDisposable
{
    const string Issuer = "https://login.example";
    const string Audience = "https://knowledge.example/mcp";

    readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "k" };
    readonly WebApplicationFactory<Program> app;

    public AuthorizationTests() =>
        app = KnowledgeApp
            .With(
                ("Mcp:RequireAuthorization", "true"),
                ("Oidc:Authority", Issuer),
                ("Oidc:Audience", Audience),
                ("Public:BaseUrl", "https://knowledge.example")
            )
            .WithWebHostBuilder(builder =>
                builder.ConfigureTestServices(services =>
                    services.Configure<JwtBearerOptions>(
                        JwtBearerDefaults.AuthenticationScheme,
                        // In place of what the issuer would serve.
                        jwt =>
                        {
                            var known = new OpenIdConnectConfiguration { Issuer = Issuer };
                            known.SigningKeys.Add(key);
                            jwt.Configuration = known;
                        }
                    )
                )
            );

    [Fact]
    public async Task WithoutAToken_TheClientIsToldWhereToGetOne()
    {
        var refused = await CallAsync(null);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var challenge = refused.Headers.WwwAuthenticate.ToString();
        const string where = "https://knowledge.example/.well-known/oauth-protected-resource/mcp";
        Assert.Contains(where, challenge);
        var metadata = await app.CreateClient().GetJsonAsync(new Uri(where).AbsolutePath);
        Assert.Equal(Audience, (string?)metadata["resource"]);
        Assert.Equal(Issuer, (string?)metadata["authorization_servers"]![0]);
    }

    [Theory]
    [InlineData(Issuer, Audience, 5, 200)]
    [InlineData(Issuer, "https://other.example/mcp", 5, 401)]
    [InlineData("https://evil.example", Audience, 5, 401)]
    [InlineData(Issuer, Audience, -30, 401)]
    public async Task AToken_OpensIt_IfItIsMeantForIt(string issuer, string audience, int minutes, int status)
    {
        var token = new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                NotBefore = DateTime.UtcNow.AddHours(-1),
                Expires = DateTime.UtcNow.AddMinutes(minutes),
                Claims = new Dictionary<string, object> { ["sub"] = "somebody" },
                SigningCredentials = new(key, SecurityAlgorithms.RsaSha256),
            }
        );
        Assert.Equal(status, (int)(await CallAsync(token)).StatusCode);
    }

    [Fact]
    public async Task ALearnersKey_DoesNotOpenIt_AndRestStaysOpen()
    {
        var client = app.CreateClient();
        var learner = await (await client.SendAsync(HttpMethod.Post, "/api/v1/learners", "{}")).JsonAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync((string)learner["key"]!)).StatusCode);
        await client.GetJsonAsync("/api/v1/articles");
    }

    [Fact]
    public void WithoutAnIssuer_TheServiceDoesNotStart()
    {
        using var closed = KnowledgeApp.With(("Mcp:RequireAuthorization", "true"));
        Assert.ThrowsAny<Exception>(closed.CreateClient);
    }

    Task<HttpResponseMessage> CallAsync(string? token) =>
        app.CreateClient(new() { BaseAddress = new Uri("https://knowledge.example") })
            .SendAsync(
                HttpMethod.Post,
                "/mcp",
                """{"jsonrpc":"2.0","id":1,"method":"ping"}""",
                headers:
                [
                    ("Accept", "application/json, text/event-stream"),
                    .. token is null ? Array.Empty<(string, string)>() : [("Authorization", $"Bearer {token}")],
                ]
            );

    public void Dispose() => app.Dispose();
}
