using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegmentationML.Service.Webhooks;
using SegmentationML.Storage;

namespace SegmentationML.Service.Alerts;

/// <summary>What looks for alerts and delivers messages.</summary>
internal static class AlertServices
{
    public static void Register(IServiceCollection services, Workspace workspace, ServiceOptions options, TimeProvider clock)
    {
        services.AddSingleton(workspace.Alerts).AddSingleton(workspace.Webhooks).AddSingleton(workspace.Deliveries)
            .AddSingleton(new WebhookNetworks(options.WebhookNetworks))
            .AddSingleton(provider => new AlertPolicies(options.DefinitionRoots, clock, provider.GetRequiredService<ILogger<AlertPolicies>>()))
            .AddSingleton<FactFinder>().AddSingleton<AlertWatch>().AddSingleton<DeliveryRound>()
            .AddSingleton<IDeliverer>(provider => new WebhookSender(workspace.Webhooks, provider.GetRequiredService<WebhookNetworks>(), clock, PinnedHttp.Create(provider.GetRequiredService<WebhookNetworks>())))
            .AddSingleton<IDeliverer, EmailSender>().AddSingleton<IDeliverer, NoticeFile>();
        if (options.Alerts && !options.ReadOnly)
        {
            services.AddHostedService(provider => provider.GetRequiredService<AlertWatch>()).AddHostedService<DeliveryWorker>();
        }
    }
}
