using KnowledgeApi.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Learners;

public static class LearnerServices
{
    public static void AddLearners(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LearnerDesk>();
        services.AddSingleton<CallerReader>();
        // Else every request, whatever it asks for, would have its token validated before it is looked at.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", true);
        services.AddAuthentication().AddJwtBearer();
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<OidcOptions>>(
                (jwt, oidc) =>
                {
                    if (oidc.Value.Authority is not { } authority)
                        return;
                    jwt.Authority = authority;
                    jwt.Audience = oidc.Value.Audience;
                    // A test's issuer on this machine has no certificate.
                    jwt.RequireHttpsMetadata = !new Uri(authority).IsLoopback;
                    jwt.MapInboundClaims = false;
                    jwt.TokenValidationParameters.ValidateAudience = true;
                }
            );
    }
}
