using System.Text;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.OpenApi;
using KnowledgeApi.Hosting.Problems;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using NetworkSimulator.Charts;

namespace KnowledgeApi.Reports;

public static class ReportEndpoints
{
    private const string JsonType = "application/json";
    private const string SvgType = "image/svg+xml";

    public static void AddReports(this IServiceCollection services)
    {
        services.AddPerContent<ProgressService>();
        services.AddPerContent<ItemStatistics>();
    }

    public static void MapReports(this IEndpointRouteBuilder api)
    {
        var progress = api.MapGroup("/learners/me/progress").WithTags("Learners");
        progress
            .MapGet("", Read)
            .WithSummary("How it goes: topics with confidence, streak, cards to come, retention, weakest sections")
            .Produces<Progress>()
            .Problems(400, 401, 503);
        progress
            .MapGet("/forecast", Forecast)
            .WithSummary("How many cards come due on each of the next days, as JSON or as a chart")
            .Produces<Forecast>(200, JsonType, SvgType)
            .Problems(401, 406, 503);
        progress
            .MapGet("/retention", Retention)
            .WithSummary("What was still known after how many days, as JSON or as a chart")
            .Produces<Retention>(200, JsonType, SvgType)
            .Problems(401, 406, 503);
        api.MapGet("/statistics/questions", Statistics)
            .WithTags("Questions")
            .WithSummary(
                "How hard questions are and how well they tell learners apart, from first answers only; for authors"
            )
            .Produces<Page<QuestionStatistics>>()
            .Problems(400, 401, 503);
    }

    private static Task<IResult> Read(
        CallerReader callers,
        ProgressService reports,
        string? timeZone,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var arguments = new Arguments();
        var zone = TimeZoneInfo.Utc;
        if (!string.IsNullOrEmpty(timeZone) && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out zone))
            arguments.Refuse("timeZone", timeZone, "a time zone of the IANA database such as Europe/Berlin");
        if (arguments.Fault is { } fault)
            return Task.FromResult(fault.ToProblem());
        return callers
            .ReadAsync(http)
            .ThenAsync(caller => reports.ReadAsync(caller, zone!, cancellationToken))
            .ToPrivateResult(http);
    }

    private static Task<IResult> Forecast(
        CallerReader callers,
        ProgressService reports,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        ChartOrJson(
            http,
            callers.ReadAsync(http).ThenAsync(caller => reports.ForecastAsync(caller, cancellationToken)),
            forecast => forecast.ToChart()
        );

    private static Task<IResult> Retention(
        CallerReader callers,
        ProgressService reports,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        ChartOrJson(
            http,
            callers.ReadAsync(http).ThenAsync(caller => reports.RetentionAsync(caller, cancellationToken)),
            retention => retention.ToChart()
        );

    private static async Task<IResult> ChartOrJson<T>(
        HttpContext http,
        Task<Outcome<T>> report,
        Func<T, BarChart> chart
    )
        where T : class
    {
        var form = Accepts.Best(http.Request, JsonType, SvgType);
        if (form is null)
            return Problem.NotAcceptable(JsonType, SvgType);
        if (form == JsonType)
            return await report.ToPrivateResult(http);
        return (await report).ToResult(value =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.Text(chart(value).ToSvg(), SvgType, Encoding.UTF8);
        });
    }

    private static async Task<IResult> Statistics(
        ItemStatistics statistics,
        Library library,
        string? topic,
        string? article,
        string? limit,
        string? cursor,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var arguments = new Arguments();
        topic = arguments.Known("topic", topic, library.Topics.Select(t => t.Id));
        article = arguments.Known("article", article, library.Articles.Select(a => a.Slug));
        var most = arguments.Limit(limit);
        if (arguments.Fault is { } fault)
            return fault.ToProblem();
        var read = await statistics.ReadAsync(
            new(topic, null, null, article),
            http.Request.Headers.Authorization.ToString(),
            cancellationToken
        );
        return await Task.FromResult(read.Then(found => Page.Of(found.Questions, item => item.Id, most, cursor)))
            .ToPrivateResult(http);
    }
}
