using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SegmentationML.Service.Security;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Tests.Api;

/// <summary>Changes that bear an Idempotency-Key are made once.</summary>
public sealed class RepeatedCallTests(RunningService service) : IClassFixture<RunningService>
{
    private const string Overrides = "/api/v1/pipelines/shop/overrides";
    private const string Order = """{"keys":["P003"],"segment":"AX","reason":"CONTRACT","to":"2099-01-01"}""";

    private OverrideBook Book => service.App.Services.GetRequiredService<OverrideBook>();

    [Fact]
    public async Task Same_Twice_IsAnsweredAgainAndDoneOnce()
    {
        var before = Book.List(null).Count;
        using var first = await service.Admin.SendAsync(HttpMethod.Post, Overrides, Order, ("Idempotency-Key", "\"one\""));
        using var again = await service.Admin.SendAsync(HttpMethod.Post, Overrides, Order, ("Idempotency-Key", "one"));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal((await first.BodyAsync()).GetRawText(), (await again.BodyAsync()).GetRawText());
        Assert.Equal((first.Headers.Location, first.Headers.ETag), (again.Headers.Location, again.Headers.ETag));
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal(before + 1, Book.List(null).Count);

        using var other = await service.Admin.SendAsync(HttpMethod.Post, Overrides, Order.Replace("AX", "AY", StringComparison.Ordinal), ("Idempotency-Key", "one"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "SEG-SRV-062"), await other.ProblemAsync());
        Assert.Equal(before + 1, Book.List(null).Count);
    }

    [Fact]
    public async Task KeysOfTwoCallers_AreTwo()
    {
        using var stranger = service.Client(service.Keys.Add("other planner", [Scope.Plan], null, "tests").Text);
        using var first = await service.Admin.SendAsync(HttpMethod.Post, Overrides, Order.Replace("P003", "P011", StringComparison.Ordinal), ("Idempotency-Key", "shared"));
        using var other = await stranger.SendAsync(HttpMethod.Post, Overrides, Order.Replace("P003", "P012", StringComparison.Ordinal), ("Idempotency-Key", "shared"));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task Refused_IsNotKept_SoItCanBeMended()
    {
        using var wrong = await service.Admin.SendAsync(HttpMethod.Post, Overrides, Order.Replace("AX", "nowhere", StringComparison.Ordinal).Replace("P003", "P020", StringComparison.Ordinal), ("Idempotency-Key", "mended"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "SEG-OVR-012"), await wrong.ProblemAsync());
        using var right = await service.Admin.SendAsync(HttpMethod.Post, Overrides, Order.Replace("P003", "P020", StringComparison.Ordinal), ("Idempotency-Key", "mended"));
        Assert.Equal(HttpStatusCode.Created, right.StatusCode);
    }

    [Fact]
    public async Task Many_AtTheSameTime_AreOne()
    {
        var before = Book.List(null).Count;
        var order = Order.Replace("P003", "P030", StringComparison.Ordinal);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => service.Admin.SendAsync(HttpMethod.Post, Overrides, order, ("Idempotency-Key", "race"))));
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, $"{a.StatusCode}"));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.Equal(before + 1, Book.List(null).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("\"")]
    [InlineData("back\\slash")]
    public async Task Key_ThatCannotBe_IsRefused(string key)
    {
        using var answer = await service.Admin.SendAsync(HttpMethod.Post, Overrides, Order, ("Idempotency-Key", key));
        Assert.Equal((HttpStatusCode.BadRequest, "SEG-SRV-061"), await answer.ProblemAsync());
    }

    [Fact]
    public async Task Secret_IsNeverKept()
    {
        using var answer = await service.Admin.SendAsync(HttpMethod.Post, "/api/v1/keys", """{"name":"x","scopes":["read"]}""", ("Idempotency-Key", "secret"));
        Assert.Equal((HttpStatusCode.BadRequest, "SEG-SRV-061"), await answer.ProblemAsync());
    }

    [Fact]
    public void Begin_TellsWhatIsUnderWayAndWhatWasCutOff()
    {
        var clock = new SteppedClock();
        using var shop = new Shop();
        using var workspace = Storage.Workspace.Open(shop.Workspace, clock);
        Assert.Equal(RepeatState.First, workspace.Calls.Begin("k", "1", "f", "me", TimeSpan.FromMinutes(5)).State);
        Assert.Equal(RepeatState.UnderWay, workspace.Calls.Begin("k", "1", "f", "me", TimeSpan.FromMinutes(5)).State);
        Assert.Equal(RepeatState.UnderWay, workspace.Calls.Begin("k", "1", "f", "another", TimeSpan.FromMinutes(5)).State);
        clock.Step(TimeSpan.FromMinutes(6));
        Assert.Equal(RepeatState.CutOff, workspace.Calls.Begin("k", "1", "f", "another", TimeSpan.FromMinutes(5)).State);
        workspace.Calls.Answer("k", "1", new RecordedAnswer(201, new Dictionary<string, string> { ["ETag"] = "\"1\"" }, [1, 2]));
        var (state, answer) = workspace.Calls.Begin("k", "1", "f", "another", TimeSpan.FromMinutes(5));
        Assert.Equal((RepeatState.Answered, 201, "\"1\"", 2), (state, answer!.Status, answer.Headers["ETag"], answer.Body.Length));
        clock.Step(TimeSpan.FromHours(25));
        Assert.Equal(RepeatState.First, workspace.Calls.Begin("k", "1", "g", "me", TimeSpan.FromMinutes(5)).State);
    }
}
