using Microsoft.Extensions.Logging.Abstractions;
using SegmentationML.Service.Alerts;
using SegmentationML.Storage;

namespace SegmentationML.Service.Webhooks;

/// <summary>Delivers what waits for webhooks and receivers of alerts without a service, for the command line.</summary>
public static class WaitingDeliveries
{
    /// <summary>One round over what is due.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="roots">Folders with <c>alerts.yaml</c>, searched in order.</param>
    /// <param name="networks">Where webhooks may go.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellation">Ends it; what was not delivered goes on waiting.</param>
    /// <returns>Messages that arrived, and those that did not; null when another process is delivering.</returns>
    public static async Task<(int Arrived, int Failed)?> DeliverAsync(Workspace workspace, IReadOnlyList<string> roots, WebhookNetworks networks, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var policies = new AlertPolicies(roots, clock, NullLogger.Instance);
        using var sender = new WebhookSender(workspace.Webhooks, networks, clock, PinnedHttp.Create(networks));
        return await new DeliveryRound(workspace.Deliveries, [sender, new EmailSender(policies), new NoticeFile(workspace, policies)]).RunAsync(cancellation);
    }
}
