using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Service.Security;
using SegmentationML.Storage;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Api;

/// <summary>The chain that records every change: look, verify, take away.</summary>
internal static class AuditRoutes
{
    private const int MostListed = 10_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", List).WithName("list-audit").WithSummary("Entries of the audit chain, the newest that fit, oldest of them first").WithTags("audit").Needs(Scope.Audit).Compressed()
            .Takes("kind", "Only this kind, such as version.published, or an area, such as version").Takes("subject", "Only of this pipeline, run, override or case").Takes("actor", "Only by this person")
            .Takes("from", "Only from this day (UTC) on").Takes("to", "Only before this day (UTC)").Takes("limit", "The newest so many, 1 to 10,000 (default 50)");
        api.MapGet("/audit/verify", VerifyAsync).WithName("verify-audit").WithTags("audit").Needs(Scope.Audit).Heavy()
            .WithSummary("Walk along the whole chain and compare it with the state of the ledger: any entry that was edited, deleted, moved or cut off is found").Takes("head", "A head that an earlier export gave: it must be in the chain");
        api.MapGet("/audit/export", ExportAsync).WithName("export-audit").WithSummary("The whole chain, one line of JSON an entry; the header Segml-Audit-Head is to be kept elsewhere").WithTags("audit").Needs(Scope.Audit).Heavy().Produces<string>(StatusCodes.Status200OK, "application/x-ndjson");
    }

    private static AuditEntryView[] List(string? kind, string? subject, string? actor, DateOnly? from, DateOnly? to, int? limit, AuditLog audit)
    {
        if (limit is > MostListed)
        {
            throw new ProblemException(ApiProblems.WrongQuery("limit", $"{limit}", $"Ask for 1 to {MostListed:N0}, or for the export."));
        }

        return [.. audit.Find(new AuditFilter { Kind = kind, Subject = subject, Actor = actor, From = from, To = to, Limit = limit ?? 50 }).Select(AuditEntryView.Of)];
    }

    private static Task<AuditVerdict> VerifyAsync(string? head, AuditLog audit, HttpContext context) => Task.Run(() => audit.Verify(head), context.RequestAborted);

    /// <summary>The chain goes to a file first: a slow receiver must not keep the ledger from others.</summary>
    private static async Task<FileStreamHttpResult> ExportAsync(Workspace workspace, HttpContext context)
    {
        var file = new FileStream(Path.Combine(Directory.CreateDirectory(workspace.CacheFolder).FullName, $"audit-{context.TraceIdentifier.Replace(':', '-')}.jsonl"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        try
        {
            var head = await Task.Run(() => Write(workspace.Audit, file), context.RequestAborted);
            context.Response.Headers["Segml-Audit-Head"] = head;
            file.Position = 0;
            return TypedResults.Stream(file, "application/x-ndjson", "audit.jsonl");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static string Write(AuditLog audit, Stream file)
    {
        using var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        return audit.Export(writer.WriteLine).Head;
    }

    /// <param name="Sequence">1 and up without gaps.</param>
    /// <param name="Time">UTC.</param>
    /// <param name="Kind">What happened.</param>
    /// <param name="Subject">To what.</param>
    /// <param name="Actor">Who did it.</param>
    /// <param name="Facts">What else is to be proven later.</param>
    /// <param name="Previous">Hash of the entry before.</param>
    /// <param name="Hash">Its hash.</param>
    internal sealed record AuditEntryView(long Sequence, string Time, string Kind, string Subject, string Actor, JsonElement Facts, string Previous, string Hash)
    {
        public static AuditEntryView Of(AuditEntry entry) => new(entry.Sequence, entry.Time, entry.Kind, entry.Subject, entry.Actor, JsonSerializer.Deserialize<JsonElement>(entry.Facts), entry.Previous, entry.Hash);
    }
}
