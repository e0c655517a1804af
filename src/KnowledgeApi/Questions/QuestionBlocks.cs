using System.Text.RegularExpressions;
using KnowledgeApi.Content;
using Markdig.Extensions.CustomContainers;
using Markdig.Syntax;

namespace KnowledgeApi.Questions;

/// <summary>Takes the question blocks out of a body, so that no key remains in what is served.</summary>
internal static partial class QuestionBlocks
{
    /// <summary>The blocks, and the body with each replaced by its prompt; lines stay where they were.</summary>
    public static (List<QuestionBlock> Blocks, Body Redacted) Extract(
        Body body,
        LinkResolver links,
        string file,
        ICollection<ContentProblem> problems
    )
    {
        if (!body.Markdown.Contains(":::", StringComparison.Ordinal))
            return ([], body);
        body = DropUnclosed(body, file, problems);
        var lines = body.Markdown.Split('\n');
        var found = new List<QuestionBlock>();
        foreach (var container in MarkdownReader.Parse(body.Markdown).Descendants<CustomContainer>())
        {
            if (!IsQuestion(container.Info))
                continue;
            string[] prompt = [];
            try
            {
                var block = QuestionBlockReader.Read(container, body, links);
                found.Add(block);
                prompt = block.Prompt.Split('\n');
            }
            catch (QuestionBlockException e)
            {
                problems.Add(new(file, e.Line, ProblemSeverity.Error, $"{e.Message}. The question is left out."));
            }
            var first = body.IndexOfLine(container.Span.Start);
            var last = body.IndexOfLine(container.Span.End);
            for (var i = first; i <= last; i++)
                lines[i] = i > first && i - first - 1 < prompt.Length && i < last ? prompt[i - first - 1] : "";
        }
        return (found, body.With(string.Join('\n', lines)));
    }

    private static bool IsQuestion(string? info) =>
        info is not null && (info == "question" || info.StartsWith("question{", StringComparison.Ordinal));

    // An unclosed container would swallow the rest of the article, and a second one inside would close the first.
    private static Body DropUnclosed(Body body, string file, ICollection<ContentProblem> problems)
    {
        var lines = body.Markdown.Split('\n');
        var (open, fence) = (-1, "");
        var dropped = false;
        for (var i = 0; i <= lines.Length; i++)
        {
            var line = i < lines.Length ? lines[i] : "# ";
            if (fence.Length > 0)
            {
                if (
                    line.TrimStart().StartsWith(fence, StringComparison.Ordinal)
                    && line.Trim().Trim(fence[0]).Length == 0
                )
                    fence = "";
                if (i < lines.Length)
                    continue;
            }
            if (Fence().Match(line) is { Success: true } code)
                fence = code.Groups[1].Value;
            else if (Closing().IsMatch(line))
                open = -1;
            else if (Opening().IsMatch(line) || Heading().IsMatch(line))
            {
                if (open >= 0)
                {
                    problems.Add(
                        new(
                            file,
                            body.SourceLine(open),
                            ProblemSeverity.Error,
                            "The question block is not closed; end it with a line of :::. The question is left out."
                        )
                    );
                    Array.Fill(lines, "", open, i - open);
                    dropped = true;
                }
                open = Opening().IsMatch(line) ? i : -1;
            }
        }
        return dropped ? body.With(string.Join('\n', lines)) : body;
    }

    [GeneratedRegex(@"^ {0,3}:{3,}\s*question\b")]
    private static partial Regex Opening();

    [GeneratedRegex(@"^ {0,3}:{3,}\s*$")]
    private static partial Regex Closing();

    [GeneratedRegex(@"^ {0,3}#{1,6}\s")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ {0,3}(`{3,}|~{3,})")]
    private static partial Regex Fence();
}
