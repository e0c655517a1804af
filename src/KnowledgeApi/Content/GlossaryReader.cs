using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace KnowledgeApi.Content;

/// <summary>Reads <c>- **Term** (synonym; abbreviation; "symptom phrase"): definition</c> bullets.</summary>
internal static partial class GlossaryReader
{
    public static List<GlossaryTerm> Read(SourceFile file, ArticleMap map, ICollection<ContentProblem> problems)
    {
        var (_, body) = FrontMatter.Split(file, problems);
        var links = new LinkResolver(map, file.Path);
        var terms = new Dictionary<string, GlossaryTerm>();
        foreach (var item in MarkdownReader.Parse(body.Markdown).Descendants<ListItemBlock>())
        {
            if (item.FirstOrDefault() is not ParagraphBlock paragraph)
                continue;
            var line = body.LineAt(item.Span.Start);
            if (Read(paragraph, [.. item], body) is not var (term, synonyms, definition))
            {
                problems.Add(
                    new(
                        file.Path,
                        line,
                        ProblemSeverity.Warning,
                        "The bullet is no term; expected \"- **Term** (synonym; other): definition\"."
                    )
                );
                continue;
            }
            var id = TermId(term);
            var quoted = synonyms.ToLookup(IsQuoted, Unquoted);
            var read = new GlossaryTerm(
                id,
                term,
                [.. quoted[false]],
                new MarkdownText(definition, links),
                file.Path,
                line
            )
            {
                Symptoms = [.. quoted[true]],
            };
            if (!terms.TryAdd(id, read))
                problems.Add(
                    new(
                        file.Path,
                        line,
                        ProblemSeverity.Error,
                        $"The term \"{term}\" is already on line {terms[id].Line}. This one is left out."
                    )
                );
        }
        return [.. terms.Values];
    }

    public static string TermId(string term) =>
        Slugger.ForAddress(term) is { Length: > 0 } slug ? slug : Questions.QuestionText.OptionId(term);

    private static (string Term, ImmutableArray<string> Synonyms, string Definition)? Read(
        ParagraphBlock paragraph,
        IReadOnlyList<Block> blocks,
        Body body
    )
    {
        var text = Slices.Of(blocks, body);
        var match = Entry().Match(text);
        if (!match.Success)
            return null;
        var term = MarkdownReader.PlainText(match.Groups["term"].Value).TrimEnd(':', ' ');
        var alternatives = match.Groups["also"].Value;
        var separator = alternatives.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var synonyms = alternatives
            .Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(synonym => Unquoted(synonym).Length > 0);
        return term.Length == 0 || paragraph.Inline?.FirstChild is null
            ? null
            : (term, [.. synonyms], text[match.Length..].Trim());
    }

    private static bool IsQuoted(string synonym) => synonym[0] is '"' or '“';

    private static string Unquoted(string synonym) => synonym.Trim('"', '“', '”', '`', ' ');

    // The brackets may hold brackets of their own, one deep.
    [GeneratedRegex(
        @"^(?:\*\*(?<term>.+?)\*\*|__(?<term>.+?)__|`(?<term>[^`]+)`|(?<term>[^:(*\n]{1,80}?))\s*(?:\((?<also>(?:[^()]|\([^()]*\))*)\))?\s*(?:(?<=\*\*.*:\*\*\s*)|:|：|—|–| -)\s*(?=\S)",
        RegexOptions.Singleline
    )]
    private static partial Regex Entry();
}
