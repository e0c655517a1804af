using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>
/// Makes the server's options once. Without sessions the protocol's library asks for them anew for every request, though
/// nothing in them depends on one.
/// </summary>
internal sealed class SharedServerOptions(
    IEnumerable<IConfigureOptions<McpServerOptions>> setups,
    IEnumerable<IPostConfigureOptions<McpServerOptions>> postConfigures,
    IEnumerable<IValidateOptions<McpServerOptions>> validations
) : IOptionsFactory<McpServerOptions>
{
    private readonly Lazy<McpServerOptions> options = new(() =>
        new OptionsFactory<McpServerOptions>(setups, postConfigures, validations).Create(
            Microsoft.Extensions.Options.Options.DefaultName
        )
    );

    public McpServerOptions Create(string name) => options.Value;
}
