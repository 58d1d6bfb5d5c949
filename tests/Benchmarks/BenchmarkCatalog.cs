using SegmentationML.Benchmarks.Accuracy;
using SegmentationML.Benchmarks.ArrowWrite;
using SegmentationML.Benchmarks.Audit;
using SegmentationML.Benchmarks.BulkRead;
using SegmentationML.Benchmarks.CarParts;
using SegmentationML.Benchmarks.ContractCheck;
using SegmentationML.Benchmarks.ForecastFile;
using SegmentationML.Benchmarks.ForecastSpeed;
using SegmentationML.Benchmarks.HeldOut;
using SegmentationML.Benchmarks.Clustering;
using SegmentationML.Benchmarks.Kill;
using SegmentationML.Benchmarks.MOne;
using SegmentationML.Benchmarks.OrderLines;
using SegmentationML.Benchmarks.Demand;
using SegmentationML.Benchmarks.Drift;
using SegmentationML.Benchmarks.Registry;
using SegmentationML.Benchmarks.SeasonalSpeed;
using SegmentationML.Benchmarks.Segmentation;
using SegmentationML.Benchmarks.ServiceLoad;
using SegmentationML.Benchmarks.Versions;

namespace SegmentationML.Benchmarks;

/// <summary>Every benchmark, in the order in which the program lists them.</summary>
internal static class BenchmarkCatalog
{
    public static IReadOnlyList<BenchmarkCommand> All { get; } =
    [
        new("bulk-read", "bulk reading from DuckDB into .NET arrays against DuckDB's own materialisation: [rows] [runs]", BulkReadBenchmark.Run),
        new("accuracy-intermittent", "means and quantiles of every method and of the choice on intermittent demand, by bucket and over lead times: [folder of public data sets] [buckets further back] [margin] [first]", IntermittentAccuracy.Run),
        new("car-parts", "accuracy of every method on the car-parts set beside the published table: [path of carparts.csv.gz]", CarPartsBenchmark.Run),
        new("forecast-study", "single methods, variants of SSA and of the choice on five public sets: [folder of public data sets]", ForecastStudy.Run),
        new("forecast-speed", "methods over a daily panel (seconds) and the whole choice over weekly ones (series a second): [series] [runs] [ssa = that part only]", ForecastSpeedBenchmark.Run),
        new("forecast-scale", "the whole choice over 1,000 to a million weekly series, with memory: [most series]", ForecastScaleBenchmark.Run),
        new("seasonal-speed", "automatic ETS, Theta and ARIMA over generated monthly series: [series] [runs]", SeasonalSpeedBenchmark.Run),
        new("forecast-file", "segml forecast through Parquet files, 1,941 days: [method] [series] [runs] [folder]", ForecastFileBenchmark.Run),
        new("forecast-file-scale", "segml forecast through Parquet files, 1,000 to a million weekly series of 105: [method] [most series] [folder]", ForecastFileBenchmark.RunScale),
        new("m1", "accuracy of every method and of the choice on the M1 competition, or on another file of its shape: [path of m1.csv.gz] [methods, auto, thorough, quick, least]", MOneBenchmark.Run),
        new("demand-profile", "all demand features of a made-up panel: [series] [periods] [season]", DemandProfileBenchmark.Run),
        new("registry", "registering, reading, loading and pointing to model versions: [versions]", RegistryBenchmark.Run),
        new("service-load", "single assignments over HTTP from a version in memory: [entities] [a second] [seconds]", ServiceLoadBenchmark.Run),
        new("service-beside", "the same while the service runs a pipeline: [entities] [a second] [seconds]", ServiceStudies.Beside),
        new("service-files", "downloads of whole files over loopback: [entities] [connections] [seconds]", ServiceStudies.Files),
        new("service-watchers", "clients that watch one run by server-sent events: [clients]", ServiceStudies.Watchers),
        new("service-score", "scoring of entities by the version in use, call after call: [calls] [entities a call]", ServiceStudies.Score),
        new("service-soak", "a steady load and run after run, with the memory of each minute: [minutes] [a second] [entities] [seconds between runs]", ServiceStudies.Soak),
        new("service-kill", "a service killed under load, each restart checked for what was acknowledged: [kills] [seed]", ServiceKillBenchmark.Run),
        new("kill", "runs killed at random moments, each restart compared byte by byte with an undisturbed run: [kills] [seed]", KillBenchmark.Run),
        new("order-lines", "what DuckDB alone needs for a CSV of order lines: Parquet, table, weekly sums, duplicate keys: [rows]", OrderLinesBenchmark.Run),
        new("kmeans", "k-means on made-up points: [rows] [dimensions] [clusters] [separation] [threads]", KMeansBenchmark.Run),
        new("cluster-study", "ARI of every clustering method and of the chooser on 13 public sets: [folder of public data sets]", ClusterStudy.Run),
        new("cluster-speed", "speed and memory of the clusterings: [kmeans | sized | hdbscan | ward | score]", ClusterSpeed.Run),
        new("classify", "ABC, XYZ, demand class, edge cases, matrix and chain, with reasons and nearest changes as sentences: [entities]", ClassifyBenchmark.Run),
        new("classify-lines", "ABC, XYZ and demand class from order lines with reasons and margins, beside DuckDB alone: [lines] [items] [runs]", ClassifyLinesBenchmark.Run),
        new("stability", "churn over four windows of Online Retail, with and without matched labels and hysteresis: [folder of public data sets]", StabilityStudy.Run),
        new("psi-noise", "how often drift limits are passed when nothing changed: [draws]", PsiNoiseStudy.Run),
        new("arrow-write", "writing assignment rows as Arrow IPC, from DuckDB and from memory, against raw writing: [rows] [runs] [folder]", ArrowWriteBenchmark.Run),
        new("contract-check", "the contract step on made-up order lines, beside other ways to find repeated keys: [rows] [runs]", ContractCheckBenchmark.Run),
        new("audit-verify", "verification of a long audit chain, with its replay: [entries]", AuditVerifyBenchmark.Run),
        new("versions", "published versions: cost of a publish and of a diff, readers and kills during publish, activation, rollback and expiry: publish|diff [rows] [runs], readers [reads], kill|promote [kills] [seed]", VersionsBenchmark.Run),
    ];
}
