using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentationML.Service.Webhooks;
using SegmentationML.Storage;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Alerts;

/// <summary>Writes notices of alerts as lines of JSON into a file below the workspace's <c>alerts</c> folder, each with its <c>id</c>.</summary>
internal sealed class NoticeFile(Workspace workspace, AlertPolicies policies) : IDeliverer
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public string Topic => DeliveryQueue.FileTopic;

    /// <inheritdoc/>
    public async Task<DeliveryFailure?> DeliverAsync(OutboxMessage message, CancellationToken cancellation)
    {
        if (policies.Current().Receiver(message.Target!)?.File is not { } name)
        {
            return new DeliveryFailure("alerts.yaml has no such receiver with a file any more.", IsFinal: true);
        }

        var line = JsonNode.Parse(message.Payload)!.AsObject();
        line.Insert(0, "id", message.Id);
        try
        {
            Directory.CreateDirectory(workspace.AlertsFolder);
            await using var file = new FileStream(Path.Combine(workspace.AlertsFolder, name), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            await file.WriteAsync(Encoding.UTF8.GetBytes(line.ToJsonString(Json) + "\n"), cancellation);
            file.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DeliveryFailure("The file cannot be written.", IsOfTarget: true);
        }
    }
}
