namespace KnowledgeApi.Content;

/// <summary>Markdown to parse, and which line of the source file each of its lines came from.</summary>
/// <param name="SourceLines">For each line its source line, from 1; null where lines run on from <paramref name="FirstLine"/>.</param>
internal sealed record Body(string Markdown, int FirstLine, int[]? SourceLines = null)
{
    private readonly int[] starts = LineStarts(Markdown);

    /// <summary>The source line of a character.</summary>
    public int LineAt(int offset)
    {
        var index = Array.BinarySearch(starts, offset);
        var line = index >= 0 ? index : ~index - 1;
        return SourceLines is null ? FirstLine + line : SourceLines[Math.Min(line, SourceLines.Length - 1)];
    }

    private static int[] LineStarts(string text)
    {
        var starts = new int[text.AsSpan().Count('\n') + 1];
        for (int i = 0, line = 1; i < text.Length; i++)
            if (text[i] == '\n')
                starts[line++] = i + 1;
        return starts;
    }
}
