using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using SegmentationML.Core;
using SegmentationML.Pipeline.Promotion;
using SegmentationML.Service.Alerts;
using SegmentationML.Service.Api;
using SegmentationML.Service.Security;
using SegmentationML.Service.Snapshots;
using SegmentationML.Service.Telemetry;
using SegmentationML.Service.Worker;
using SegmentationML.Storage;

namespace SegmentationML.Service;

/// <summary>The service: worker, interface and page over one workspace.</summary>
public static class SegmlServer
{
    /// <summary>Puts the service together; the caller starts it.</summary>
    /// <param name="workspace">The workspace, which stays the caller's and must outlive the service.</param>
    /// <param name="options">What it is told.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="ProblemException">The options are off.</exception>
    public static WebApplication Build(Workspace workspace, ServiceOptions options, TimeProvider clock)
    {
        ProblemException.ThrowIfAny(options.Validate());
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "segml", EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        if (options.JsonLog)
        {
            builder.Logging.AddJsonConsole(c => { c.IncludeScopes = true; c.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"; c.UseUtcTimestamp = true; });
        }
        else
        {
            builder.Logging.AddSimpleConsole(c => { c.SingleLine = true; c.TimestampFormat = "yyyy-MM-dd HH:mm:ss "; c.UseUtcTimestamp = true; });
        }

        // A start that fails is told once, by who asked for it.
        var isUp = new StrongBox<bool>();
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => isUp.Value && level >= LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => isUp.Value && level >= LogLevel.Warning);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.WebHost.UseUrls([.. options.Urls]).UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.LargestBody;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.SecondsToStop + 5));
        Register(builder.Services, workspace, options, clock);
        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => isUp.Value = true);
        if (options.Proxies.Count > 0)
        {
            app.UseForwardedHeaders(Forwarded(options));
        }

        app.UseMiddleware<CallFigures>();
        app.UseMiddleware<ErrorShape>();
        app.UseRouting();
        app.UseMiddleware<CallGate>();
        if (options.ReadOnly)
        {
            app.UseMiddleware<ReplicaGate>();
        }

        app.UseMiddleware<CallLimits>();
        app.UseWhen(context => context.GetEndpoint()?.Metadata.GetMetadata<CompressedAnswer>() is not null, compressed => compressed.UseResponseCompression());
        app.UseMiddleware<RepeatedCallAnswers>();
        Map(app);
        foreach (var warning in options.Warnings())
        {
            app.Logger.LogWarning("{Warning}", warning);
        }

        return app;
    }

    // Only who is named is believed, one hop a name; the host stays what the caller asked for, and is checked as ever.
    private static ForwardedHeadersOptions Forwarded(ServiceOptions options)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = options.Proxies.Count };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in options.Proxies)
        {
            forwarded.KnownIPNetworks.Add(ServiceOptions.Network(proxy)!.Value);
        }

        return forwarded;
    }

    private static void Register(IServiceCollection services, Workspace workspace, ServiceOptions options, TimeProvider clock)
    {
        services.AddSingleton(workspace).AddSingleton(options).AddSingleton(clock)
            .AddSingleton(workspace.Ledger).AddSingleton(workspace.Snapshots).AddSingleton(workspace.Keys).AddSingleton(workspace.Persons)
            .AddSingleton(workspace.Consumers).AddSingleton(workspace.Calls)
            .AddSingleton(workspace.Models).AddSingleton(workspace.Promotions).AddSingleton(workspace.Names).AddSingleton(workspace.Overrides).AddSingleton(workspace.Cases).AddSingleton(workspace.Audit)
            .AddSingleton(new PromotionDesk(workspace.Snapshots, workspace.Models, workspace.Promotions, clock)).AddSingleton<Governance>().AddSingleton<Scorers>()
            .AddSingleton<KeyRing>().AddSingleton<CallCounter>().AddSingleton<CallTally>()
            .AddSingleton(new PipelineCatalog(options.DefinitionRoots, clock))
            .AddSingleton<RunBoard>().AddSingleton<RunStarter>().AddSingleton<RunRecovery>().AddSingleton<ScheduleKeeper>().AddSingleton<DiskGuard>().AddSingleton<BackgroundWork>().AddSingleton<DailyExpiry>().AddHostedService<OtlpExport>()
            .AddSingleton<AssignmentIndexes>().AddSingleton<EntityGate>().AddSingleton<VersionChoice>().AddSingleton<LastReports>().AddSingleton<PipelineViews>();
        if (options.Schedules && !options.ReadOnly)
        {
            services.AddQuartz(quartz => SchedulerStore.Use(quartz.UseTimeProvider(clock), workspace)).AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = false);
            services.AddHostedService(provider => provider.GetRequiredService<ScheduleKeeper>());
        }

        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true; // Routes say that their answers hold no secret.
            compression.MimeTypes = ["application/json", "text/csv"];
        });
        AlertServices.Register(services, workspace, options, clock);
        services.AddOpenApi("v1", document =>
        {
            document.ShouldInclude = call => call.HttpMethod != HttpMethods.Head; // As its GET, without the body.
            document.AddDocumentTransformer<ApiDocument>().AddOperationTransformer<ApiOperation>().AddSchemaTransformer<NumberSchema>();
        });
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.MaxDepth = 32;
            json.SerializerOptions.TypeInfoResolver = (json.SerializerOptions.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(NoNullEntries.Refuse);
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        });
    }

    private static void Map(WebApplication app)
    {
        var routes = app.MapGroup("").AnswersHead();
        HealthRoutes.Map(routes);
        MetricsRoutes.Map(routes);
        PageRoutes.Map(routes);
        routes.MapOpenApi("/openapi/{documentName}.json").Needs(Scope.Read).HeedsSight();
        var api = routes.MapGroup("/api/v1");
        PipelineRoutes.Map(api);
        RunRoutes.Map(api);
        SnapshotRoutes.Map(api);
        AssignmentRoutes.Map(api);
        ScoreRoutes.Map(api);
        DiffRoutes.Map(api);
        ConsumerRoutes.Map(api);
        VersionNameRoutes.Map(api);
        MonitorRoutes.Map(api);
        ModelRoutes.Map(api);
        PromotionRoutes.Map(api);
        OverrideRoutes.Map(api);
        CaseRoutes.Map(api);
        AuditRoutes.Map(api);
        AlertRoutes.Map(api);
        WebhookRoutes.Map(api);
        KeyRoutes.Map(api);
    }
}
