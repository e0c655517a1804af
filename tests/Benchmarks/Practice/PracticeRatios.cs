using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Practice;

/// <summary>
/// Answers a second through the service beside the same rows written by hand, each in a process of its own, in interleaved
/// rounds; and how long the due query takes with a million reviews in the log.
/// </summary>
internal static class PracticeRatios
{
    private const int Learners = 4;
    private const int Answers = 50;
    private const int Rounds = 12;
    private const int WarmUp = 30;
    private const int Questions = 120;
    private const int Reviews = 1_000_000;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("practice-").FullName;
        try
        {
            var content = Path.Combine(folder, "content");
            Directory.CreateDirectory(Path.Combine(content, "quizzes"));
            await File.WriteAllTextAsync(Path.Combine(content, "quizzes", "many.md"), Bank());
            var (ours, theirs) = (Path.Combine(folder, "ours.db"), Path.Combine(folder, "theirs.db"));
            // The service makes the tables of both.
            using (await Child.ServiceAsync(content, theirs)) { }
            using var service = await Child.ServiceAsync(content, ours);
            using var byHand = await Child.HandWrittenAsync(theirs);
            await CompareAsync(service, byHand, theirs);
            await TimeDueAsync(service, ours);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(Child service, Child byHand, string database)
    {
        var (served, written) = (new List<double>(), new List<double>());
        var (cpuBefore, cpuByHandBefore) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = -WarmUp; round < Rounds; round++)
        {
            if (round == 0)
                (cpuBefore, cpuByHandBefore) = (service.Processor, byHand.Processor);
            var learners = new List<ServedLearner>();
            for (var i = 0; i < Learners; i++)
                learners.Add(await ServedLearner.NewAsync(service.Client));
            var ours = await PerSecondAsync(i => learners[i].AnswerAsync(Answers));
            var theirs = await PerSecondAsync(HandWritten(byHand.Client, database, $"r{round}"));
            // The first rounds are the runtime's to warm up.
            if (round < 0)
                continue;
            served.Add(ours);
            written.Add(theirs);
        }
        const int answers = Rounds * Learners * Answers;
        Print("processor time of an answer, ms", (service.Processor - cpuBefore).TotalMilliseconds / answers, "");
        Print(
            "processor time of the same rows by hand, ms",
            (byHand.Processor - cpuByHandBefore).TotalMilliseconds / answers,
            ""
        );
        Print("answers a second through the service", Median(served), "");
        Print("the same rows a second written by hand, nothing read or graded", Median(written), "");
        Print(
            "ratio, median over the rounds",
            Median([.. served.Zip(written, (ours, theirs) => ours / theirs)]),
            "at least 0.5"
        );
    }

    private static async Task<double> PerSecondAsync(Func<int, Task> answer)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Learners).Select(answer));
        return Learners * Answers / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static Func<int, Task> HandWritten(HttpClient client, string database, string round)
    {
        var state = new string('x', 3_000);
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        for (var i = 0; i < Learners; i++)
        {
            Execute(connection, $"INSERT INTO learners (id, created_at) VALUES ('{round}-{i}', 0)");
            Execute(
                connection,
                $"INSERT INTO practice_sessions (id, learner_id, mode, state, version, created_at) VALUES ('{round}-{i}', '{round}-{i}', 'learn', '', 0, 0)"
            );
        }
        return async i =>
        {
            for (var position = 1; position <= Answers; position++)
            {
                var body = JsonSerializer.Serialize(
                    new
                    {
                        learner = $"{round}-{i}",
                        session = $"{round}-{i}",
                        position,
                        question = $"q{position}",
                        answer = (string[])["12345678"],
                        state,
                    }
                );
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var response = await client.PostAsync("/answers", content);
                response.EnsureSuccessStatusCode();
            }
        };
    }

    private static async Task TimeDueAsync(Child service, string database)
    {
        var learner = await ServedLearner.NewAsync(service.Client);
        var id = await learner.IdAsync();
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False;Default Timeout=60");
        connection.Open();
        const int learners = 100;
        const int perCard = Reviews / learners / Questions;
        Execute(
            connection,
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {learners - 1})
            INSERT INTO learners (id, created_at) SELECT 'many-' || i, 0 FROM n
            """
        );
        Execute(
            connection,
            $"""
            WITH RECURSIVE c(q) AS (SELECT 0 UNION ALL SELECT q + 1 FROM c WHERE q < {Questions - 1}),
              n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= {perCard}),
              l(id) AS (SELECT id FROM learners WHERE id LIKE 'many-%' OR id = '{id}')
            INSERT INTO card_reviews (learner_id, card_id, number, rating, at, retrievability, elapsed_days, state, model)
            SELECT l.id, 'card-q' || q, i, 3, {now} - i * 86400000, 0.9, 1, 'Review', 'FSRS-6' FROM l, c, n
            """
        );
        Execute(
            connection,
            $"""
            INSERT INTO card_states (learner_id, card_id, state, step, stability, difficulty, scheduled_days, due, last_review,
              reps, lapses, model, number, first_review, suspended)
            SELECT learner_id, card_id, 'Review', 0, 10, 5, 10, {now} - 1000 * COUNT(*), {now} - 86400000, COUNT(*), 0, 'FSRS-6',
              COUNT(*), 0, 0
            FROM card_reviews WHERE learner_id LIKE 'many-%' OR learner_id = '{id}' GROUP BY learner_id, card_id
            """
        );
        Print("reviews in the log", Scalar(connection, "SELECT COUNT(*) FROM card_reviews"), "");
        var times = new List<double>();
        var query =
            $"SELECT * FROM card_states WHERE learner_id = '{id}' AND suspended = 0 AND due <= {now} AND (buried_until IS NULL OR buried_until <= {now}) ORDER BY due, card_id LIMIT 1000";
        for (var i = 0; i < 200; i++)
            times.Add(Milliseconds(() => Read(connection, query)));
        Print($"the due query, ms, {Read(connection, query)} cards due (median)", Median(times), "under 5");
        Print("the due query, ms, slowest of 200", times.Max(), "");
        times.Clear();
        for (var i = 0; i < 200; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await learner.DueAsync();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        Print("GET flashcards/due, ms, all in all (median)", Median(times[50..]), "");
    }

    private static double Milliseconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static double Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToDouble(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static int Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = 0;
        var values = new object[reader.FieldCount];
        for (; reader.Read(); rows++)
            reader.GetValues(values);
        return rows;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static void Print(string what, double value, string bound) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what, -72} {value, 12:#,0.00}   {bound}"));

    private static string Bank()
    {
        var text = new StringBuilder("---\ntitle: Many\nlevel: mid\ntopics: [services]\n---\n");
        for (var i = 0; i < Questions; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n::: question {{#q{i} type=single}}\nWhich number is {i}?\n\n- [x] {i} {{#right}}\n- [ ] {i + 1} {{#more}}\n- [ ] {i + 2} {{#most}}\n\nIt is {i}.\n:::\n"
            );
        return text.ToString();
    }

    /// <summary>A learner of the service with a session under way.</summary>
    private sealed class ServedLearner(HttpClient client, AuthenticationHeaderValue key, string session, string first)
    {
        private static readonly byte[] Marker = "\"question\":{\"id\":\""u8.ToArray();
        private string question = first;

        public static async Task<ServedLearner> NewAsync(HttpClient client)
        {
            using var minted = await client.PostAsync("/api/v1/learners", null);
            var learner = JsonElement.Parse(await minted.Content.ReadAsByteArrayAsync());
            var key = new AuthenticationHeaderValue("Bearer", learner.GetProperty("key").GetString());
            var text = await SendAsync(
                client,
                key,
                HttpMethod.Post,
                "practice-sessions",
                """{"mode":"learn","count":100}"""
            );
            var session = JsonElement.Parse(text);
            return new(client, key, session.GetProperty("id").GetString()!, QuestionIn(text)!);
        }

        public async Task AnswerAsync(int count)
        {
            for (var i = 0; i < count; i++)
                question = QuestionIn(
                    await SendAsync(
                        client,
                        key,
                        HttpMethod.Post,
                        $"practice-sessions/{session}/answers",
                        $$"""{"questionId":"{{question}}","answer":["{{(i % 4 == 0 ? "more" : "right")}}"]}"""
                    )
                )!;
        }

        public async Task<string> IdAsync() =>
            JsonElement
                .Parse(await SendAsync(client, key, HttpMethod.Get, "learners/me", null))
                .GetProperty("id")
                .GetString()!;

        public Task<byte[]> DueAsync() => SendAsync(client, key, HttpMethod.Get, "flashcards/due", null);

        private static string? QuestionIn(byte[] json)
        {
            var at = json.AsSpan().IndexOf(Marker);
            if (at < 0)
                return null;
            var id = json.AsSpan(at + Marker.Length);
            return Encoding.UTF8.GetString(id[..id.IndexOf((byte)'"')]);
        }

        private static async Task<byte[]> SendAsync(
            HttpClient client,
            AuthenticationHeaderValue key,
            HttpMethod method,
            string path,
            string? body
        )
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/{path}");
            request.Headers.Authorization = key;
            if (body is not null)
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsByteArrayAsync();
            return response.IsSuccessStatusCode
                ? text
                : throw new InvalidOperationException($"{response.StatusCode}: {Encoding.UTF8.GetString(text)}");
        }
    }

    /// <summary>A process of its own that serves HTTP.</summary>
    private sealed class Child : IDisposable
    {
        private readonly Process process;

        private Child(Process process, HttpClient client) => (this.process, Client) = (process, client);

        public HttpClient Client { get; }

        public TimeSpan Processor
        {
            get
            {
                process.Refresh();
                return process.TotalProcessorTime;
            }
        }

        public static Task<Child> ServiceAsync(string content, string database) =>
            StartAsync(
                Path.Combine(AppContext.BaseDirectory, "KnowledgeApi.dll"),
                address =>
                    [
                        $"--urls={address}",
                        $"--Content:Path={content}",
                        "--RateLimits:Enabled=false",
                        $"--ConnectionStrings:Learners=Data Source={database}",
                        $"--Storage:IndexPath={database}.index",
                    ]
            );

        public static Task<Child> HandWrittenAsync(string database) =>
            StartAsync(typeof(PracticeRatios).Assembly.Location, address => ["hand-written", address, database]);

        public void Dispose()
        {
            Client.Dispose();
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        private static async Task<Child> StartAsync(string assembly, Func<string, string[]> arguments)
        {
            var address = $"http://127.0.0.1:{FreePort()}";
            var process = Process.Start(
                new ProcessStartInfo("dotnet", [assembly, .. arguments(address)]) { RedirectStandardOutput = true }
            )!;
            process.BeginOutputReadLine();
            var client = new HttpClient { BaseAddress = new Uri(address) };
            for (var tries = 0; ; tries++)
                try
                {
                    using var response = await client.GetAsync("/");
                    return new(process, client);
                }
                catch (HttpRequestException) when (tries < 600 && !process.HasExited)
                {
                    await Task.Delay(100);
                }
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
