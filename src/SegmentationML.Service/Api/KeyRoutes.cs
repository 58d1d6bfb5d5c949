using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Service.Security;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Api;

/// <summary>Keys to the service, for admins; and what the caller's own key may do.</summary>
internal static class KeyRoutes
{
    private const double LongestGraceHours = 24 * 90;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/me", (ServiceOptions options, HttpContext context) => Me.Of(context.Caller(), options.ReadOnly)).WithName("get-me").WithSummary("The caller's own key").WithTags("keys").Needs(Scope.Read).HeedsSight();
        api.MapGet("/keys", (KeyRing keys) => keys.List().Select(KeyView.Of)).WithName("list-keys").WithSummary("All keys, without their text").WithTags("keys").Needs(Scope.Admin);
        api.MapPost("/keys", Add).WithName("add-key").WithSummary("Make a key; its text is shown once").WithTags("keys").Needs(Scope.Admin).ShownOnce();
        api.MapPost("/keys/{key}/rotate", Rotate).WithName("rotate-key").WithSummary("Replace a key; the old one works for a while longer").WithTags("keys").Needs(Scope.Admin).ShownOnce();
        api.MapDelete("/keys/{key}", (string key, KeyRing keys, HttpContext context) => KeyView.Of(Known(key, keys, () => keys.Revoke(key, By(context))))).WithName("revoke-key").WithSummary("Revoke a key at once and for good").WithTags("keys").Needs(Scope.Admin);
    }

    private static Created<KeyView> Add(NewKey order, KeyRing keys, HttpContext context)
    {
        var (key, text) = keys.Add(order.Name ?? "", order.Grant(), order.Days is { } days ? Span(days, TimeSpan.FromDays) : null, By(context));
        return TypedResults.Created($"/api/v1/keys/{key.Id}", KeyView.Of(key) with { Text = text });
    }

    private static KeyView Rotate(string key, Rotation? order, KeyRing keys, HttpContext context)
    {
        var grace = order?.GraceHours ?? 24;
        if (!(grace is >= 0 and <= LongestGraceHours))
        {
            throw new ProblemException(ApiProblems.WrongQuery("grace_hours", $"{grace}", $"Give 0 to {LongestGraceHours:F0}."));
        }

        var (next, text) = Known(key, keys, () => keys.Rotate(key, TimeSpan.FromHours(grace), By(context)));
        return KeyView.Of(next) with { Text = text };
    }

    private static T Known<T>(string key, KeyRing keys, Func<T> change)
        => keys.List().Any(k => k.Id == key) ? change() : throw new ProblemException(new Problem("SEG-SRV-032", "There is no such key.", "GET /api/v1/keys lists them."));

    private static TimeSpan Span(double amount, Func<double, TimeSpan> unit)
        => amount is > 0 and <= 3650 ? unit(amount) : throw new ProblemException(ApiProblems.WrongQuery("days", $"{amount}", "Give a number above 0 and at most 3650, or none for a key without an end."));

    private static string By(HttpContext context) => context.Features.Get<Caller>()!.Name;

    /// <param name="Name">Whom or what it is for.</param>
    /// <param name="Scopes">What it may do.</param>
    /// <param name="Days">For how long; null for ever.</param>
    /// <param name="Roles">What its holder is; brings scopes and classes of columns.</param>
    /// <param name="Sees">Classes of columns beside those of the roles.</param>
    /// <param name="Rows">Values by column: rows with others are not seen.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record NewKey(string? Name, IReadOnlyList<Scope>? Scopes, double? Days = null, IReadOnlyList<Role>? Roles = null, IReadOnlyList<string>? Sees = null, IReadOnlyDictionary<string, IReadOnlyList<string>>? Rows = null)
    {
        public KeyGrant Grant() => new() { Scopes = [.. Scopes ?? []], Roles = [.. Roles ?? []], Sees = [.. Sees ?? []], Rows = [.. (Rows ?? new Dictionary<string, IReadOnlyList<string>>()).Select(r => new RowLimit(r.Key, r.Value))] };
    }

    /// <param name="GraceHours">For how long the old key goes on working. Default a day.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Rotation(double? GraceHours = null);

    /// <param name="Id">The key's id, no secret.</param>
    /// <param name="Name">Whom or what it was made for.</param>
    /// <param name="Scopes">What it may do.</param>
    /// <param name="SeesAll">Whether nothing is kept from it.</param>
    /// <param name="Rows">The rows that it sees, as limits that must all be met.</param>
    /// <param name="ReadOnly">Whether this service is a replica that only reads, whatever the key may do elsewhere.</param>
    internal sealed record Me(string Id, string Name, IReadOnlyList<Scope> Scopes, bool SeesAll, IReadOnlyList<RowLimit> Rows, bool ReadOnly)
    {
        public static Me Of(Caller caller, bool readOnly) => new(caller.KeyId, caller.Name, [.. caller.Scopes.Order()], caller.Sight.IsFull, caller.Sight.Rows, readOnly);
    }

    /// <param name="Id">The key's id, no secret.</param>
    /// <param name="Name">Whom or what it was made for.</param>
    /// <param name="Scopes">What it may do.</param>
    /// <param name="Created">UTC.</param>
    /// <param name="CreatedBy">Who made it.</param>
    /// <param name="Expires">UTC; null for never.</param>
    /// <param name="Revoked">UTC; null when it was not.</param>
    /// <param name="LastUsed">The last day of use, UTC.</param>
    /// <param name="Roles">Its roles.</param>
    /// <param name="Sees">Classes of columns that it sees beside those of its roles.</param>
    /// <param name="Rows">The rows that it sees; empty for all.</param>
    /// <param name="Text">The key itself, in the answer that made it and never again.</param>
    internal sealed record KeyView(string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset Created, string CreatedBy, DateTimeOffset? Expires, DateTimeOffset? Revoked, DateOnly? LastUsed, IReadOnlyList<string> Roles, IReadOnlyList<string> Sees, IReadOnlyList<RowLimit> Rows, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null)
    {
        public static KeyView Of(ApiKeyRecord key) => new(key.Id, key.Name, key.Scopes, key.Created, key.CreatedBy, key.Expires, key.Revoked, key.LastUsed, key.Roles, key.Sees, key.Rows);
    }
}
