using Ganss.Xss;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeApi.Content;

/// <summary>Markdown to HTML that is safe to put into a page of ours.</summary>
internal static class HtmlWriter
{
    private static readonly HtmlSanitizer Sanitizer = CreateSanitizer();

    public static string Fragment(string markdown, LinkResolver? links)
    {
        var document = MarkdownReader.Parse(markdown);
        ResolveLinks(document, links);
        return Sanitizer.Sanitize(Render(document)).Trim();
    }

    public static string Render(IEnumerable<Block> blocks)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        MarkdownReader.Pipeline.Setup(renderer);
        foreach (var block in blocks)
            renderer.Render(block);
        return writer.ToString();
    }

    public static string Sanitize(string html) => Sanitizer.Sanitize(html);

    public static void ResolveLinks(MarkdownDocument document, LinkResolver? links)
    {
        if (links is null)
            return;
        foreach (var link in document.Descendants<LinkInline>())
        {
            if (!link.IsImage && link.Url is { Length: > 0 } url && url[0] != '#' && links.Resolve(url) is { } target)
                link.Url = target.Url;
        }
    }

    private static HtmlSanitizer CreateSanitizer()
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedTags.Remove("form");
        sanitizer.AllowedTags.Remove("button");
        sanitizer.AllowedTags.Remove("select");
        sanitizer.AllowedTags.Remove("option");
        sanitizer.AllowedTags.Remove("textarea");
        sanitizer.AllowedAttributes.Remove("style");
        sanitizer.AllowedAttributes.Remove("name");
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowedAtRules.Clear();
        sanitizer.AllowedAttributes.Add("id");
        sanitizer.AllowedAttributes.Add("class");
        sanitizer.AllowedAttributes.Add("open");
        // An id elsewhere could shadow one of the page's own, a class could borrow its looks.
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is not AngleSharp.Dom.IElement element)
                return;
            if (element.LocalName is not ("h1" or "h2" or "h3" or "h4" or "h5" or "h6"))
                element.RemoveAttribute("id");
            if (element.ClassName is { } classes && !IsKnownClass(classes))
                element.RemoveAttribute("class");
        };
        return sanitizer;
    }

    private static bool IsKnownClass(string classes) =>
        classes
            .Split(' ')
            .All(name =>
                name.StartsWith("language-", StringComparison.Ordinal)
                || name is "contains-task-list" or "task-list-item"
            );
}
