using System.Text.RegularExpressions;

namespace KnowledgeApi.Content;

/// <summary>Finds code that lost its fence on the way through the clipboard.</summary>
internal static partial class PastedCode
{
    /// <summary>How many lines from <paramref name="start"/> are one piece of code; 0 where none begins there.</summary>
    public static int Run(IReadOnlyList<string> lines, int start)
    {
        var indented = IsIndented(lines[start]);
        if (!indented && !LooksLikeCode(lines[start]))
            return 0;
        // What a command printed stands right below it.
        var alone = Prompt().IsMatch(lines[start]);
        var (end, strong, structure) = (start, 0, 0);
        for (var i = start; i < lines.Count; i++)
        {
            if (lines[i].Trim().Length == 0)
            {
                if (i + 1 >= lines.Count || !Continues(lines[i + 1], indented))
                    break;
                continue;
            }
            var output = i > start && alone && lines[i - 1].Trim().Length > 0;
            if (
                i > start
                && !output
                && !Continues(lines[i], indented)
                && !(structure > 0 && YamlItem().IsMatch(lines[i]))
            )
                break;
            if (LooksLikeCode(lines[i]))
                strong++;
            if (HasStructure(lines[i]))
                structure++;
            end = i + 1;
        }
        var count = end - start;
        return indented ? (strong > 0 || !IsProse(lines, start, end) ? count : 0)
            : alone || Command().IsMatch(lines[start]) || (count > 1 && strong * 2 >= count && structure > 0) ? count
            : 0;
    }

    private static bool Continues(string line, bool indented) => IsIndented(line) || (!indented && LooksLikeCode(line));

    private static bool IsIndented(string line) =>
        line.Trim().Length > 0 && (line.StartsWith("    ", StringComparison.Ordinal) || line.StartsWith('\t'));

    private static bool IsProse(IReadOnlyList<string> lines, int start, int end) =>
        Enumerable
            .Range(start, end - start)
            .All(i =>
                lines[i].Trim() is { Length: 0 } or [.., '.' or '!' or '?' or ':']
                || lines[i].Trim().Split(' ').Length > 8
            );

    private static bool LooksLikeCode(string line) =>
        Prompt().IsMatch(line)
        || Command().IsMatch(line)
        || Yaml().IsMatch(line) && !Sentence().IsMatch(line)
        || Statement().IsMatch(line)
        || Columns().IsMatch(line);

    // Evidence that no line of prose gives: a key without a value, a brace, a prompt, a column of output.
    private static bool HasStructure(string line) =>
        KnownKey().IsMatch(line)
        || Statement().IsMatch(line)
        || Prompt().IsMatch(line)
        || Command().IsMatch(line)
        || Columns().IsMatch(line);

    [GeneratedRegex(@"^\s*[$#%>❯] +\S|^\S+@\S+[:~]\S*[$#] ")]
    private static partial Regex Prompt();

    [GeneratedRegex(
        @"^\s*(sudo )?(kubectl|docker|podman|helm|curl|wget|dig|nslookup|eksctl|minikube|iptables|nft|aws|dotnet|az|gcloud|kustomize|istioctl|crictl|tcpdump|openssl) +[-\w./:@""'<{]+( .*)?(?<![.:;,!?])$"
    )]
    private static partial Regex Command();

    [GeneratedRegex(@"^\s*(- )*[""']?[a-z][\w./-]*[""']?:(\s+\S.*)?$|^---$|^\s*- [\w./:""'{\[-]+$")]
    private static partial Regex Yaml();

    [GeneratedRegex(@"^\s*- \S+$")]
    private static partial Regex YamlItem();

    [GeneratedRegex(
        @"^\s*(- )*[a-z][\w./-]*:$|^\s*(apiVersion|kind|metadata|spec|data|name|namespace|image|selector|ports?): ?|^\s{2,}(- )?[a-z][\w./-]*:( \S.*)?$|^---$"
    )]
    private static partial Regex KnownKey();

    [GeneratedRegex(
        @"[;{}]\s*$|^\s*[{}\])]+[;,)]*\s*$|^\s*(//|/\*)|^\s*(public|private|internal|protected|static|using|namespace|class|record|var|await|return|import|from|def|func|package|const|let|export|async)\s+[\w<({""].*([;{(:,)]|=>)\s*$|^\s*</?\w[^>]*>\s*$|^\s*\[[A-Z]\w+(\(.*\))?\]\s*$|^\s*\.\w+\(.*\)?;?\s*$"
    )]
    private static partial Regex Statement();

    [GeneratedRegex(@"^\s*\S+( \S+)?( {3,}|\t)\S+( \S+)?( {3,}|\t)\S")]
    private static partial Regex Columns();

    [GeneratedRegex(@":\s+(\S+\s+){5,}\S+[.!?]$|:\s+\S.*[a-z]{2}\.$")]
    private static partial Regex Sentence();
}
