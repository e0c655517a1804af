using System.Diagnostics;
using System.Globalization;
using KnowledgeApi.Content;
using KnowledgeApi.Search;
using KnowledgeApi.Search.Evaluation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks.Search;

/// <summary>How fast search is at 20,000 sections, beside MiniSearch and Lucene.NET on the same sections, in interleaved rounds.</summary>
public static class SearchSpeed
{
    private const int Sections = 20_000;
    private const int Questions = 200;
    private const int Rounds = 10;

    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory("search-speed-").FullName;
        var content = Directory.CreateDirectory(Path.Combine(folder, "content")).FullName;
        var series = new SyntheticSeries(seed: 7);
        series.Write(content, Sections);
        var library = LibraryLoader.Load(content);
        var sections = library.Articles.SelectMany(article => article.Sections).ToList();
        List<PeerDocument> documents =
        [
            .. sections.Select((s, i) => new PeerDocument(i, s.Heading, $"{s.PlainText}\n{s.Code}")),
        ];
        string[] questions = [.. Enumerable.Range(0, Questions).Select(series.Question)];
        using var miniSearch = MiniSearchPeer.Start(Path.Combine(SearchReport.Root(), "tests/Benchmarks/Search"));

        var builds = new Dictionary<string, List<double>>
        {
            ["ours, what ranks"] = [],
            ["and the store"] = [],
            ["Lucene.NET"] = [],
            ["MiniSearch"] = [],
        };
        SearchEngine? ours = null;
        LucenePeer? lucene = null;
        for (var round = 0; round < 5; round++)
        {
            PhraseStore? store = null;
            builds["ours, what ranks"]
                .Add(Time(() => ours = Open(library, Path.Combine(folder, $"{round}.db"), out store)));
            builds["and the store"].Add(Time(() => store!.Read(_ => true)));
            store!.Dispose();
            lucene?.Dispose();
            builds["Lucene.NET"]
                .Add(Time(() => lucene = new LucenePeer(Path.Combine(folder, $"lucene{round}"), documents)));
            if (miniSearch is not null)
                builds["MiniSearch"].Add(miniSearch.Build(documents));
        }
        Console.WriteLine(
            $"{sections.Count} sections, {library.Articles.Sum(a => a.Markdown.Length) >> 20} MiB; index in memory {ours!.IndexBytes >> 20} MiB"
        );
        foreach (var (name, times) in builds.Where(build => build.Value.Count > 0))
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"build {name, -18} {times.Order().ElementAt(times.Count / 2), 8:0} ms"
                )
            );

        var searches = new Dictionary<string, List<double>>
        {
            ["ours"] = [],
            ["Lucene.NET"] = [],
            ["MiniSearch"] = [],
        };
        var hits = 0;
        for (var round = -3; round < Rounds; round++)
        {
            var kept = round >= 0;
            foreach (var question in questions)
                Add(kept, searches["ours"], Time(() => hits += ours.Find(question, SearchFilter.None).Results.Count));
            foreach (var question in questions)
                Add(kept, searches["Lucene.NET"], Time(() => hits += lucene!.Search(question)));
            foreach (var answer in miniSearch?.Search(questions) ?? [])
                Add(kept, searches["MiniSearch"], answer.Milliseconds);
        }
        GC.KeepAlive(hits);
        foreach (var (name, times) in searches.Where(search => search.Value.Count > 0))
        {
            var sorted = times.Order().ToList();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"search {name, -12} p50 {sorted[sorted.Count / 2], 7:0.000} ms   p99 {sorted[sorted.Count * 99 / 100], 7:0.000} ms"
                )
            );
        }
        lucene!.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static SearchEngine Open(Library library, string path, out PhraseStore store) =>
        SearchServices.Open(library, OpenedSearch.RowsOf(library), path, NullLogger.Instance, out store);

    private static void Add(bool kept, List<double> times, double time)
    {
        if (kept)
            times.Add(time);
    }

    private static double Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
