using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using YamlDotNet.RepresentationModel;

namespace KnowledgeApi.Content;

/// <summary>Reads how an author names another article: by a link, by its title, or in front matter.</summary>
internal sealed partial class ArticleLinkReader(LinkResolver links)
{
    /// <summary>The first link in a text, else its first sentence as a title.</summary>
    public ArticleLink FromMarkdown(string markdown)
    {
        if (MarkdownReader.Parse(markdown).Descendants<LinkInline>().FirstOrDefault(link => !link.IsImage) is { } link)
            return Of(link);
        var text = MarkdownReader.PlainText(markdown);
        var sentence = text.IndexOf(". ", StringComparison.Ordinal);
        return ToLink(sentence > 0 ? text[..sentence] : text.TrimEnd('.'), null);
    }

    public ArticleLink Of(LinkInline link) => ToLink(MarkdownReader.PlainText(link), link.Url);

    /// <summary>A title, an address, a slug or all of them; null where the author says that there is none.</summary>
    public ArticleLink? FromNode(YamlNode node)
    {
        if (node is YamlMappingNode mapping)
        {
            var (title, url, slug) = (
                Yaml.Text(mapping, "title"),
                Yaml.Text(mapping, "url") ?? Yaml.Text(mapping, "href") ?? Yaml.Text(mapping, "path"),
                Yaml.Text(mapping, "slug")
            );
            var target = (slug ?? url) is { } reference ? links.Resolve(reference) : null;
            var known = ArticleSlug(target);
            return (title ?? (known is null ? slug ?? url : "")) is { } name
                ? new ArticleLink(name, target?.Url ?? url, known)
                : null;
        }
        var value = (node as YamlScalarNode)?.Value?.Trim() ?? "";
        if (value is "" or "null" or "~" or "none" or "false")
            return null;
        if (value.Contains("](", StringComparison.Ordinal))
            return FromMarkdown(value);
        return links.Resolve(value) is { } found
            ? new ArticleLink(ArticleSlug(found) is null ? value : "", found.Url, ArticleSlug(found))
            : new ArticleLink(
                value,
                LinkResolver.IsExternal(value) && value.Contains("://", StringComparison.Ordinal) ? value : null,
                null
            );
    }

    private ArticleLink ToLink(string title, string? url)
    {
        var target = url is null ? null : links.Resolve(url);
        var name = DirectionWord()
            .Replace(title, "")
            .Trim(' ', '→', '←', '»', '«', '›', '‹', '⬅', '➡', '<', '>', '\uFE0F');
        return new ArticleLink(name.Length > 0 ? name : title, target?.Url ?? url, ArticleSlug(target));
    }

    private static string? ArticleSlug(LinkTarget? target) =>
        target is { Kind: LinkTargetKind.Article } ? target.Slug : null;

    [GeneratedRegex(
        @"^\s*[←«‹<]*\s*(previous|prev|next|up next|part \d+)(\s+(article|part|chapter|post|up))?\s*[:,–—-]\s*|^part \d+\s*[:,–—-]\s*",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex DirectionWord();
}
