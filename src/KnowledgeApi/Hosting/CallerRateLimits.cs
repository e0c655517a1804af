using System.Globalization;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using KnowledgeApi.Hosting.Problems;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Hosting;

/// <summary>One token bucket for each caller's address, so that one caller cannot starve the others.</summary>
public static class CallerRateLimits
{
    public static void AddCallerRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services
            .AddOptions<RateLimiterOptions>()
            .Configure<IOptions<RateLimitOptions>>(
                (limiter, limits) =>
                {
                    limiter.OnRejected = RejectAsync;
                    if (limits.Value.Enabled)
                        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                            RateLimitPartition.GetTokenBucketLimiter(Caller(context), _ => Bucket(limits.Value))
                        );
                }
            );
    }

    private static TokenBucketRateLimiterOptions Bucket(RateLimitOptions limits)
    {
        // A tick of at least 10 ms that brings at least one token.
        var perTick = Math.Max(1, limits.PerSecond / 100);
        return new()
        {
            TokenLimit = limits.Burst,
            TokensPerPeriod = perTick,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)perTick / limits.PerSecond),
            AutoReplenishment = true,
            QueueLimit = 0,
        };
    }

    // An IPv6 subscriber holds a whole /64.
    private static string Caller(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is null)
            return "local";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await Problem
            .Of(StatusCodes.Status429TooManyRequests, $"Too many requests from this address. Try again in {seconds} s.")
            .ExecuteAsync(rejected.HttpContext);
    }
}
