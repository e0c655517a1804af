using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace KnowledgeApi.Hosting;

/// <summary>Text put into HTML.</summary>
public static class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string? text) => text is null ? "" : Encoder.Encode(text);
}
