using System.ComponentModel.DataAnnotations;

namespace KnowledgeApi.Hosting;

/// <summary>Section <c>Content</c>: the folder that is served.</summary>
public sealed class ContentOptions
{
    /// <summary>Relative to the working directory, else to the application's folder, else to the repository.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Path { get; set; } = "content";

    /// <summary>Whether a changed file is served without a restart; <c>--watch</c> for short.</summary>
    public bool Watch { get; set; }
}

/// <summary>Section <c>Storage</c>: where derived and learner data live.</summary>
public sealed class StorageOptions
{
    /// <summary>The learners' database; its place is the connection string <c>Learners</c>.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>The search index's file; by default one for each content folder under the system's temporary folder.</summary>
    public string? IndexPath { get; set; }
}

public enum StorageProvider
{
    /// <summary>One file, for one replica.</summary>
    Sqlite,

    /// <summary>For replicas that share learners.</summary>
    PostgreSql,
}

/// <summary>Section <c>Oidc</c>: an identity provider whose tokens are taken in place of a learner's key.</summary>
public sealed class OidcOptions
{
    /// <summary>The issuer's address; none means that only keys are taken.</summary>
    public string? Authority { get; set; }

    /// <summary>What a token's <c>aud</c> must hold.</summary>
    public string? Audience { get; set; }
}

/// <summary>Section <c>Authors</c>.</summary>
public sealed class AuthorOptions
{
    /// <summary>The bearer token that shows authors how often each option is picked; without one nobody sees it.</summary>
    [MinLength(16)]
    public string? Key { get; set; }
}

/// <summary>Section <c>Public</c>: how the service is seen from outside.</summary>
public sealed class PublicOptions
{
    /// <summary>What every <c>url</c> in an answer starts with; by default the address the service listens on.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Addresses or CIDRs of the proxies whose <c>X-Forwarded-*</c> headers are believed, besides loopback.</summary>
    public string TrustedProxies { get; set; } = "";
}

/// <summary>Section <c>Embedding</c>: who may frame the pages under <c>/embed</c>.</summary>
public sealed class EmbeddingOptions
{
    /// <summary>Sources of the Content-Security-Policy directive <c>frame-ancestors</c>, separated by spaces.</summary>
    public string FrameAncestors { get; set; } = "*";
}

/// <summary>Section <c>Mcp</c>.</summary>
public sealed class McpEndpointOptions
{
    /// <summary>Origins whose pages may call <c>/mcp</c>; empty means those of this machine and of <c>Public:BaseUrl</c>.</summary>
    public string AllowedOrigins { get; set; } = "";

    /// <summary>Whether <c>/mcp</c> is open to tokens of <c>Oidc:Authority</c> only.</summary>
    public bool RequireAuthorization { get; set; }
}

/// <summary>Section <c>RateLimits</c>: a token bucket for each caller.</summary>
public sealed class RateLimitOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Requests a caller may make at once.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 2_000;

    /// <summary>Requests a second a caller may make in the long run.</summary>
    [Range(1, 1_000_000)]
    public int PerSecond { get; set; } = 200;
}

/// <summary>Section <c>Limits</c>: how large a request may be, in bytes.</summary>
public sealed class LimitOptions
{
    [Range(1_024, 1_073_741_824)]
    public long RequestBody { get; set; } = 1 << 20;

    /// <summary>For requests that carry manifests.</summary>
    [Range(1_024, 1_073_741_824)]
    public long SimulationBody { get; set; } = 32 << 20;

    /// <summary>How many requests are simulated in one call.</summary>
    [Range(1, 1_000_000)]
    public int SimulationRequests { get; set; } = 1_000;
}

/// <summary>Section <c>Capacity</c>: how large a planned cluster may be.</summary>
public sealed class CapacityOptions
{
    [Range(1, 100_000)]
    public int MaxNodes { get; set; } = 1_000;

    [Range(1, 10_000_000)]
    public int MaxPods { get; set; } = 100_000;
}

/// <summary>Section <c>Timelines</c>: how large a simulated experiment may be.</summary>
public sealed class TimelineOptions
{
    [Range(1, 86_400)]
    public int MaxDurationSeconds { get; set; } = 3_600;

    [Range(1, 10_000)]
    public int MaxPods { get; set; } = 1_000;

    /// <summary>Of all clients together.</summary>
    [Range(1, 10_000)]
    public int MaxRequestsPerSecond { get; set; } = 1_000;
}
