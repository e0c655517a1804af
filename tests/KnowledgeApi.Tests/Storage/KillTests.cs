using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using KnowledgeApi.Hosting;
using KnowledgeApi.Tests.Content;
using KnowledgeApi.Tests.Learners;

namespace KnowledgeApi.Tests.Storage;

/// <summary>
/// The real process, killed in the middle of writes, again and again: every acknowledged write is there, and no half one.
/// The environment variable KILLS says how often.
/// </summary>
public sealed class KillTests(Databases databases)
{
    const int Writers = 4;
    const int Questions = 60;
    const int MostWrites = 30;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("KILLS") ?? "10",
        CultureInfo.InvariantCulture
    );

    [Theory, OnEachDatabase]
    public async Task AProcessKilledWhileItWrites_KeepsEveryAcknowledgedAnswer(StorageProvider database)
    {
        using var content = new TemporaryContent().With("quizzes/many.md", Bank());
        var settings = databases.NewDatabase(database);
        var random = new Random(7);
        var acknowledged = 0;
        var before = new List<Writer>();
        for (var kill = 0; kill <= Kills; kill++)
        {
            using var service = await Service.StartAsync(content.Path, settings);
            using var client = new HttpClient { BaseAddress = service.Address };
            foreach (var writer in before)
                acknowledged += await writer.AssertKept(client);
            if (kill == Kills)
                break;
            before = [.. await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Writer.NewAsync(client)))];
            using var written = new SemaphoreSlim(0);
            var writing = before.Select(writer => writer.WriteAsync(client, written)).ToList();
            // Counted, not timed: a slow machine is killed among its writes too.
            for (var write = random.Next(1, MostWrites); write > 0; write--)
                if (!await written.WaitAsync(Patience, TestContext.Current.CancellationToken))
                {
                    await Task.WhenAll(writing.Where(writer => writer.IsFaulted));
                    Assert.Fail($"Nothing is written, and the service {service.Condition}.");
                }
            await Task.Delay(random.Next(0, 10), TestContext.Current.CancellationToken);
            service.Kill();
            await Task.WhenAll(writing);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{database}: {Kills} kills, {acknowledged} acknowledged answers and reviews, all kept, none by halves."
        );
    }

    static string Bank()
    {
        var text = new StringBuilder("---\ntitle: Many\nlevel: mid\ntopics: [services]\n---\n");
        for (var i = 0; i < Questions; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n::: question {{#q{i} type=single}}\nWhich number is {i}?\n\n- [x] {i}\n- [ ] {i + 1}\n- [ ] {i + 2}\n\nIt is {i}.\n:::\n"
            );
        return text.ToString();
    }

    /// <summary>A learner who answers as fast as the service takes it, and remembers what it acknowledged.</summary>
    sealed class Writer(Practitioner learner, JsonNode session)
    {
        readonly ConcurrentBag<string> answered = [];
        int reviews;

        public static async Task<Writer> NewAsync(HttpClient client)
        {
            var learner = await Practitioner.NewAsync(client);
            return new(learner, await learner.StartAsync($$"""{"mode": "learn", "count": {{Questions}}}"""));
        }

        public async Task WriteAsync(HttpClient client, SemaphoreSlim written)
        {
            var (writer, now) = (learner.On(client), session);
            try
            {
                while (now["current"] is { } current)
                {
                    now = (await writer.AnswerAsync(now))["session"]!;
                    answered.Add((string)current["question"]!["id"]!);
                    written.Release();
                    using var review = await writer.SendAsync(
                        HttpMethod.Post,
                        "flashcards/card-q0/reviews",
                        """{"rating": 3}"""
                    );
                    if (review.StatusCode != HttpStatusCode.Created)
                        continue;
                    reviews++;
                    written.Release();
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                // Killed: what was not acknowledged may be there or not.
            }
        }

        public async Task<int> AssertKept(HttpClient client)
        {
            var export = await learner.On(client).GetAsync("learners/me/export");
            var kept = export["answers"]!.AsArray().Select(answer => (string)answer!["questionId"]!).ToList();
            Assert.Subset(kept.ToHashSet(), answered.ToHashSet());
            Assert.InRange(kept.Count, answered.Count, answered.Count + 1);
            // All that one answer writes is there or none of it.
            var closed = export["sessions"]![0]!["state"]!["items"]!
                .AsArray()
                .Where(item => item!["outcome"] is not null);
            Assert.Equal(kept.Order(), closed.Select(item => (string)item!["question"]!).Order());
            var count = export["ratings"]!.AsArray().SingleOrDefault(rating => rating!["topic"] is null)?["count"];
            Assert.Equal(kept.Count, (int?)count ?? 0);
            var log = export["reviews"]!.AsArray().GroupBy(review => (string)review!["cardId"]!).ToList();
            Assert.InRange(log.Sum(card => card.Count()), answered.Count + reviews, kept.Count + reviews + 1);
            foreach (var card in log)
            {
                var state = export["cards"]!.AsArray().Single(state => (string)state!["id"]! == card.Key)!;
                Assert.Equal(card.Count(), (int)state["memory"]!["reps"]!);
            }
            return answered.Count + reviews;
        }
    }

    sealed class Service(Process process, Uri address) : IDisposable
    {
        const string Listening = "Now listening on: ";

        public Uri Address => address;

        public string Condition => process.HasExited ? $"ended with {process.ExitCode}" : "runs";

        public static async Task<Service> StartAsync(string content, (string Key, string Value)[] settings)
        {
            var start = new ProcessStartInfo("dotnet")
            {
                ArgumentList =
                {
                    typeof(Program).Assembly.Location,
                    "--urls",
                    "http://127.0.0.1:0",
                    "--Content:Path",
                    content,
                },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.ArgumentList.Add("--RateLimits:Enabled=false");
            foreach (var (key, value) in settings)
                start.ArgumentList.Add($"--{key}={value}");
            var process = Process.Start(start)!;
            var listening = new TaskCompletionSource<Uri>();
            process.OutputDataReceived += (_, line) =>
            {
                if (line.Data?.Split(Listening) is [_, var address])
                    listening.TrySetResult(new(address));
            };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return new(process, await listening.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
        }

        /// <summary>As by <c>kill -9</c>.</summary>
        public void Kill()
        {
            process.Kill();
            process.WaitForExit();
        }

        public void Dispose()
        {
            Kill();
            process.Dispose();
        }
    }
}
