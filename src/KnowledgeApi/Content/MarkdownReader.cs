using System.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeApi.Content;

/// <summary>The one way Markdown is parsed here.</summary>
internal static class MarkdownReader
{
    // Generic attributes are left out on purpose: they would swallow braces in prose, as in /articles/{slug}.
    public static MarkdownPipeline Pipeline { get; } =
        new MarkdownPipelineBuilder()
            .UsePipeTables(new PipeTableOptions { RequireHeaderSeparator = true })
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UseTaskLists()
            .UseAutoLinks()
            .UseFootnotes()
            .UseDefinitionLists()
            .UseAlertBlocks()
            .UseCustomContainers()
            .UsePreciseSourceLocation()
            .Build();

    public static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    /// <summary>The text a reader sees, blocks separated by line breaks.</summary>
    public static string PlainText(string markdown)
    {
        var text = new StringBuilder();
        foreach (var leaf in Parse(markdown).Descendants<LeafBlock>())
        {
            var piece = leaf switch
            {
                HtmlBlock html => HtmlText.Strip(html.Lines.ToString()),
                CodeBlock code => code.Lines.ToString(),
                { Inline: { } inlines } => PlainText(inlines),
                _ => "",
            };
            if (piece.Length > 0)
                text.Append(text.Length > 0 ? "\n" : "").Append(piece);
        }
        return text.ToString();
    }

    public static string PlainText(ContainerInline? inlines)
    {
        if (inlines is null)
            return "";
        var text = new StringBuilder();
        Append(text, inlines);
        return Collapse(text);
    }

    private static void Append(StringBuilder text, ContainerInline inlines)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.ContentSpan);
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case HtmlInline { Tag: var tag } when tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase):
                    text.Append(' ');
                    break;
                case TaskList or HtmlInline:
                    break;
                case ContainerInline nested:
                    Append(text, nested);
                    break;
            }
        }
    }

    private static string Collapse(StringBuilder text)
    {
        var length = 0;
        var space = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                if (!space)
                    text[length++] = ' ';
                space = true;
            }
            else
            {
                text[length++] = c;
                space = false;
            }
        }
        if (length > 0 && text[length - 1] == ' ')
            length--;
        return text.ToString(0, length);
    }
}
