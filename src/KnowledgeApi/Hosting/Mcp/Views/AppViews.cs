using System.Collections.Frozen;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Hosting.Mcp.Views;

/// <summary>
/// Pages that a host shows beside a tool's result (the extension MCP Apps). Each is one file without any address in it:
/// a host lets it load nothing.
/// </summary>
internal static class AppViews
{
    public const string Extension = "io.modelcontextprotocol/ui";

    public const string QuizLink = """{"resourceUri": "ui://knowledge/quiz.html", "visibility": ["model", "app"]}""";
    public const string FlashcardLink =
        """{"resourceUri": "ui://knowledge/flashcard.html", "visibility": ["model", "app"]}""";
    public const string TraceLink = """{"resourceUri": "ui://knowledge/trace.html", "visibility": ["model", "app"]}""";

    private const string MimeType = "text/html;profile=mcp-app";

    private static readonly View[] Views =
    [
        new("quiz", "Quiz", "Questions to be answered with a click; answers are graded by check_answer or practice."),
        new("flashcard", "Flashcard", "A card to turn over and to rate."),
        new("trace", "Trace", "The way of each request, hop by hop."),
    ];

    private static readonly FrozenDictionary<string, string> Pages = Views.ToFrozenDictionary(
        view => view.Uri,
        view => Compose(view.Name)
    );

    public static IEnumerable<Resource> Resources { get; } =
    [
        .. Views.Select(view => new Resource
        {
            Uri = view.Uri,
            Name = view.Name,
            Title = view.Title,
            Description = view.Description,
            MimeType = MimeType,
            Annotations = new() { Audience = [Role.User] },
            Meta = Frame(),
        }),
    ];

    public static ResourceContents? Find(string uri) =>
        Pages.TryGetValue(uri, out var page)
            ? new TextResourceContents
            {
                Uri = uri,
                MimeType = MimeType,
                Text = page,
                Meta = Frame(),
            }
            : null;

    private static JsonObject Frame() => new() { ["ui"] = new JsonObject { ["prefersBorder"] = true } };

    private static string Compose(string name) =>
        Read($"{name}.html")
            .Replace("/* view.css */", Read("view.css"), StringComparison.Ordinal)
            .Replace("/* view.js */", Read("view.js"), StringComparison.Ordinal);

    private static string Read(string file)
    {
        using var stream = typeof(AppViews).Assembly.GetManifestResourceStream($"mcp-views/{file}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed record View(string Name, string Title, string Description)
    {
        public string Uri => $"ui://knowledge/{Name}.html";
    }
}
