using KnowledgeApi.Capacity;
using KnowledgeApi.Content;
using KnowledgeApi.Content.Checking;
using KnowledgeApi.Diagnosis;
using KnowledgeApi.Embedding;
using KnowledgeApi.Flashcards;
using KnowledgeApi.Flashcards.Scheduling;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Learners;
using KnowledgeApi.Practice;
using KnowledgeApi.Questions;
using KnowledgeApi.Reachability;
using KnowledgeApi.Reports;
using KnowledgeApi.Scenarios;
using KnowledgeApi.Search;
using KnowledgeApi.Simulations;
using KnowledgeApi.Timelines;

if (await ContentCheckCommand.RunAsync(args, Console.Out) is { } exitCode)
    return exitCode;
if (StdioHost.IsAskedFor(args))
    return await StdioHost.RunAsync(args);

var builder = WebHosting.CreateBuilder(args);
builder.AddHosting();
builder.Services.AddFeatures();
builder.AddMcpOverHttp();

var app = builder.Build();
app.BeginPreparation();
app.UseHosting();
app.MapHealth();
app.MapMcpOverHttp();
app.MapEmbeds();

var api = app.MapApi();
var reads = api.MapReads();
reads.MapArticles();
reads.MapReference();
reads.MapSearch();
reads.MapQuestions();
reads.MapFlashcards();
reads.MapScenarios();
api.MapAnswers();
api.MapSchedule();
api.MapReviews();
api.MapLearners();
api.MapPractice();
api.MapReports();
api.MapSimulations();
api.MapScenarioRuns();
api.MapTimelines();
api.MapCapacity();
api.MapReachability();
api.MapDiagnoses();

return await app.RunToEndAsync();
