using System.Globalization;
using System.Text;

namespace Benchmarks.Content;

/// <summary>A made-up series of any size, in the form of a real one: front matter, sections, lists, tables, code, definitions, an FAQ.</summary>
internal static class SeriesGenerator
{
    private const int Vocabulary = 20_000;
    private const string Syllables =
        "ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si so ta te ti to";

    /// <summary>Writes the articles; the same seed gives the same bytes.</summary>
    /// <returns>Bytes written.</returns>
    public static long Write(string folder, int articles, int bytesEach, int seed)
    {
        Directory.CreateDirectory(folder);
        var words = Words();
        var total = 0L;
        for (var i = 1; i <= articles; i++)
        {
            var text = Article(i, articles, bytesEach, words, new Random((seed * 100_003) + i));
            File.WriteAllText(Path.Combine(folder, Name(i)), text);
            total += Encoding.UTF8.GetByteCount(text);
        }
        return total;
    }

    public static string Name(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:0000}-article-{number}.md");

    private static string Article(int number, int of, int bytes, string[] words, Random random)
    {
        var text = new StringBuilder(bytes + 1_000);
        var topic = Word();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"---\ntitle: {Title()} {number}\npart: {number}\nlevel: mid\ntopics: [{topic}, topic-{number % 40}]\ntags: [{Word()}, {Word()}]\nsources: [{{title: {Title()}, url: \"https://docs.example/{number}\"}}]\n---\n\n# {Title()} {number}\n\n## Short answer\n\n{Paragraph(40)}\n"
        );
        for (var section = 0; text.Length < bytes - 2_200; section++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"## {Title()}\n\n{Paragraph(70)}\n");
            text.AppendLine(
                (section % 4) switch
                {
                    0 => $"- **{Title()}**: {Paragraph(14)}\n- **{Title()}**: {Paragraph(14)}\n",
                    1 =>
                        $"```yaml\napiVersion: v1\nkind: Service\nmetadata:\n  name: {Word()}\n  namespace: {Word()}\nspec:\n  selector: {{app: {Word()}}}\n```\n",
                    2 =>
                        $"| {Word()} | {Word()} |\n| --- | --- |\n| {Paragraph(5)} | {Paragraph(6)} |\n| {Paragraph(5)} | {Paragraph(6)} |\n",
                    _ => $"### {Title()}\n\n{Paragraph(50)} See [the other part]({Name(1 + random.Next(of))}).\n",
                }
            );
        }
        text.AppendLine("## Key takeaways\n");
        for (var i = 0; i < 4; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"- {Paragraph(12)}");
        text.AppendLine("\n## FAQ\n");
        for (var i = 0; i < 5; i++)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"**What does {Word()} {Word()} do with {Word()}?** {Paragraph(22)}\n"
            );
        return text.ToString();

        string Word() => words[(int)(words.Length * Math.Pow(random.NextDouble(), 3))];
        string Title() => $"{Capital(Word())} {Word()} {Word()}";
        string Paragraph(int length)
        {
            var sentence = new StringBuilder();
            for (var i = 0; i < length; i++)
                sentence.Append(i == 0 ? Capital(Word()) : Word()).Append(i % 13 == 12 && i < length - 1 ? ", " : " ");
            return sentence.ToString().TrimEnd() + ".";
        }
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string[] Words()
    {
        var syllables = Syllables.Split(' ');
        var random = new Random(7);
        var words = new HashSet<string>();
        while (words.Count < Vocabulary)
            words.Add(
                string.Concat(
                    Enumerable.Range(0, 2 + random.Next(3)).Select(_ => syllables[random.Next(syllables.Length)])
                )
            );
        return [.. words];
    }
}
