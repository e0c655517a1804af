using Lucene.Net.Analysis.Standard;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.QueryParsers.Classic;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Benchmarks.Search;

/// <summary>Lucene.NET as it comes, on disk, one document a section.</summary>
public sealed class LucenePeer : IDisposable
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private readonly StandardAnalyzer analyzer = new(Version);
    private readonly FSDirectory directory;
    private readonly DirectoryReader reader;
    private readonly IndexSearcher searcher;

    public LucenePeer(string folder, IEnumerable<PeerDocument> documents)
    {
        directory = FSDirectory.Open(folder);
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(Version, analyzer)))
        {
            foreach (var document in documents)
                writer.AddDocument(
                    new Document
                    {
                        new Int32Field("id", document.Id, Field.Store.YES),
                        new TextField("heading", document.Heading, Field.Store.NO),
                        new TextField("text", document.Text, Field.Store.NO),
                    }
                );
            writer.Commit();
        }
        reader = DirectoryReader.Open(directory);
        searcher = new IndexSearcher(reader);
    }

    public int Search(string text)
    {
        var parser = new MultiFieldQueryParser(Version, ["heading", "text"], analyzer);
        return searcher.Search(parser.Parse(QueryParserBase.Escape(text)), 20).TotalHits;
    }

    public void Dispose()
    {
        reader.Dispose();
        directory.Dispose();
        analyzer.Dispose();
    }
}
