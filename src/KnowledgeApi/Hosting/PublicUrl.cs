using Microsoft.Extensions.Options;

namespace KnowledgeApi.Hosting;

/// <summary>Where readers reach the service, the same whoever asks: a Host header never reaches an answer.</summary>
public sealed class PublicUrl(IOptions<PublicOptions> options, IConfiguration configuration)
{
    public const string Default = "http://localhost:5080";

    /// <summary>Without a slash at the end.</summary>
    public string Base { get; } = (options.Value.BaseUrl ?? Listening(configuration) ?? Default).TrimEnd('/');

    public string Api(string path) => $"{Base}/api/v1/{path}";

    private static string? Listening(IConfiguration configuration)
    {
        var address =
            configuration["urls"]?.Split(';')[0]
            ?? (configuration["http_ports"]?.Split(';')[0] is { Length: > 0 } port ? $"http://*:{port}" : null);
        if (string.IsNullOrEmpty(address))
            return null;
        var bound = BindingAddress.Parse(address);
        if (bound.Port == 0 || bound.IsUnixPipe || bound.IsNamedPipe)
            return null;
        var host = bound.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : bound.Host;
        return $"{bound.Scheme}://{host}:{bound.Port}";
    }
}
