using System.Collections.Immutable;

namespace NetworkSimulator.Dns;

/// <summary>A line of a Corefile: a plugin or one of its properties, with the block behind it.</summary>
/// <param name="Name">Its first word.</param>
/// <param name="Arguments">The words after it.</param>
/// <param name="Body">The lines between its braces.</param>
/// <param name="Line">Its line in the Corefile, from 1.</param>
internal sealed record CorefileDirective(
    string Name,
    ImmutableArray<string> Arguments,
    ImmutableArray<CorefileDirective> Body,
    int Line
);

/// <summary>Splits a Corefile into directives, as Caddy's lexer does: words, quotes, comments, braces.</summary>
/// <remarks>What is malformed is read as far as it goes: CoreDNS would not start with it, which is not simulated.</remarks>
internal static class CorefileSyntax
{
    private const int MaxDepth = 4;

    /// <summary>The top-level directives: server blocks by their keys, and snippets by a name in parentheses.</summary>
    public static ImmutableArray<CorefileDirective> Parse(string text)
    {
        var words = Words(text);
        var at = 0;
        return Block(words, ref at, 0);
    }

    private static ImmutableArray<CorefileDirective> Block(List<Word> words, ref int at, int depth)
    {
        var directives = ImmutableArray.CreateBuilder<CorefileDirective>();
        while (at < words.Count)
        {
            var first = words[at++];
            if (first.Text == "}" && depth > 0)
                break;
            if (first.Text is "{" or "}")
                continue;
            var arguments = ImmutableArray.CreateBuilder<string>();
            var previous = first;
            // The keys of a server block may go on over lines that end in a comma.
            while (
                at < words.Count
                && words[at].Text is not ("{" or "}")
                && (words[at].Line == first.Line || (depth == 0 && previous.Text.EndsWith(',')))
            )
                arguments.Add((previous = words[at++]).Text);
            ImmutableArray<CorefileDirective> body = [];
            if (at < words.Count && words[at].Text == "{" && depth < MaxDepth)
            {
                at++;
                body = Block(words, ref at, depth + 1);
            }
            directives.Add(new(first.Text, arguments.ToImmutable(), body, first.Line));
        }
        return directives.ToImmutable();
    }

    private static List<Word> Words(string text)
    {
        var words = new List<Word>();
        var line = 1;
        for (var i = 0; i < text.Length; )
        {
            var c = text[i];
            if (c == '\n')
                line++;
            if (char.IsWhiteSpace(c))
                i++;
            else if (c == '#')
                i = EndOfLine(text, i);
            else
                words.Add(Next(text, ref i, ref line));
        }
        return words;
    }

    private static Word Next(string text, ref int i, ref int line)
    {
        var started = line;
        var start = i;
        if (text[i] == '"')
        {
            var close = text.IndexOf('"', i + 1);
            var end = close < 0 ? text.Length : close;
            var quoted = text[(start + 1)..end];
            line += quoted.Count(c => c == '\n');
            i = Math.Min(end + 1, text.Length);
            return new(quoted, started);
        }
        while (i < text.Length && !char.IsWhiteSpace(text[i]))
            i++;
        return new(text[start..i], started);
    }

    private static int EndOfLine(string text, int from)
    {
        var end = text.IndexOf('\n', from);
        return end < 0 ? text.Length : end;
    }

    private readonly record struct Word(string Text, int Line);
}
