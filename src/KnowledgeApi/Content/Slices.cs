using Markdig.Syntax;

namespace KnowledgeApi.Content;

/// <summary>Pieces of the source as Markdown of their own.</summary>
internal static class Slices
{
    public static string Of(Block block, Body body) =>
        // The span of indented code starts after its indentation, which makes it code.
        block is CodeBlock and not FencedCodeBlock
            ? string.Join('\n', ((CodeBlock)block).Lines.ToString().TrimEnd().Split('\n').Select(line => "    " + line))
            : Dedent(body.Markdown[block.Span.Start..Math.Min(body.Markdown.Length, block.Span.End + 1)], block.Column);

    /// <summary>From the beginning of the first block to the end of the last.</summary>
    public static string Of(IReadOnlyList<Block> blocks, Body body) =>
        string.Join("\n\n", blocks.Select(block => Of(block, body))).Trim('\n');

    /// <summary>Takes the indentation that a list gave them from all lines after the first.</summary>
    public static string Dedent(string text, int columns)
    {
        if (columns == 0 || !text.Contains('\n', StringComparison.Ordinal))
            return text;
        var lines = text.Split('\n');
        for (var i = 1; i < lines.Length; i++)
        {
            var indent = 0;
            while (indent < columns && indent < lines[i].Length && lines[i][indent] == ' ')
                indent++;
            lines[i] = lines[i][indent..];
        }
        return string.Join('\n', lines);
    }
}
