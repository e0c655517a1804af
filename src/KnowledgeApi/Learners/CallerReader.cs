using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Learners;

/// <summary>Tells who sends a request, by its bearer token.</summary>
public sealed class CallerReader(LearnerDesk desk, IOptions<OidcOptions> oidc)
{
    private const string Scheme = "Bearer ";

    private static readonly Fault Unreadable = new(
        StatusCodes.Status401Unauthorized,
        "The Authorization header is not understood. Send Bearer and a learner's key, or leave it out."
    );

    public async Task<Outcome<Caller>> ReadAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return Caller.Anonymous;
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Unreadable;
        var token = header[Scheme.Length..].Trim();
        if (token.StartsWith(Secrets.KeyPrefix, StringComparison.Ordinal))
            return await desk.FindAsync(token);
        return oidc.Value.Authority is null ? Unreadable : await ReadTokenAsync(http);
    }

    private async Task<Outcome<Caller>> ReadTokenAsync(HttpContext http)
    {
        var result = await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (result.Principal?.FindFirst("sub") is not { Value.Length: > 0 } subject)
            return new Fault(
                StatusCodes.Status401Unauthorized,
                "The token is not valid here: it must be signed by the configured issuer, meant for this audience, in time, and name a subject."
            );
        return await desk.FindOrCreateAsync(subject.Issuer, subject.Value, http.RequestAborted);
    }
}
