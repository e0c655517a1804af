using KnowledgeApi.Content;
using KnowledgeApi.Content.Checking;
using KnowledgeApi.Flashcards;
using KnowledgeApi.Hosting;
using KnowledgeApi.Questions;
using KnowledgeApi.Scenarios;
using KnowledgeApi.Search;
using KnowledgeApi.Simulations;
using KnowledgeApi.Timelines;

if (ContentCheckCommand.Run(args, Console.Out) is { } exitCode)
    return exitCode;

var builder = WebHosting.CreateBuilder(args);
builder.AddHosting();
builder.Services.AddContent();
builder.Services.AddQuestions();
builder.Services.AddSearch();
builder.Services.AddSimulations();
builder.Services.AddTimelines();

var app = builder.Build();
app.UseHosting();
app.MapHealth();

var api = app.MapApi();
var reads = api.MapReads();
reads.MapArticles();
reads.MapReference();
reads.MapQuestions();
reads.MapFlashcards();
reads.MapScenarios();
reads.MapSearch();
api.MapAnswers();
api.MapSimulations();
api.MapScenarioRuns();
api.MapTimelines();

return await app.RunToEndAsync();
