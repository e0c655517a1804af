using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Hosting;

/// <summary>Absolute addresses, the same whoever asks: a Host header never reaches an answer.</summary>
public sealed class PublicUrl(IOptions<PublicOptions> options, IServer? server = null)
{
    public const string Default = "http://localhost:5080";

    string? listening;

    /// <summary>Without a slash at the end.</summary>
    public string Base => options.Value.BaseUrl?.TrimEnd('/') ?? (listening ??= Listening()) ?? Default;

    public string Article(string slug) => $"{Base}/api/v1/articles/{Uri.EscapeDataString(slug)}";

    /// <summary>The article at a heading: a browser shows the page there.</summary>
    public string Section(string slug, string? anchor) =>
        string.IsNullOrEmpty(anchor) ? Article(slug) : $"{Article(slug)}#{Uri.EscapeDataString(anchor)}";

    public string Api(string path) => $"{Base}/api/v1/{path}";

    // Null until the server listens, so that an early question does not settle the answer.
    string? Listening()
    {
        var address = server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is null)
            return null;
        var bound = BindingAddress.Parse(address);
        if (bound.Port == 0)
            return null;
        var host = bound.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : bound.Host;
        return $"{bound.Scheme}://{host}:{bound.Port}";
    }
}
