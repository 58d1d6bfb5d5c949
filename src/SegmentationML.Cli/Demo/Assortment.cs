namespace SegmentationML.Cli.Demo;

/// <summary>The hierarchy of the demo distributor: twelve categories of technical trade goods.</summary>
internal static class Assortment
{
    private static readonly string[] Threads = ["M4 x 12", "M5 x 16", "M6 x 20", "M6 x 30", "M8 x 25", "M8 x 40", "M10 x 50", "M12 x 60", "M16 x 80", "M20 x 100"];
    private static readonly string[] Bores = ["10 mm", "16 mm", "20 mm", "25 mm", "32 mm", "40 mm", "50 mm", "63 mm", "80 mm", "100 mm"];
    private static readonly string[] Steels = ["zinc plated", "A2 stainless", "A4 stainless", "black oxide"];
    private static readonly string[] Rubbers = ["NBR 70", "FKM 75", "EPDM 70", "PTFE", "HNBR 80"];
    private static readonly string[] BearingSeals = ["open", "2RS sealed", "ZZ shielded", "C3 clearance"];
    private static readonly string[] Lengths = ["500 mm", "800 mm", "1,000 mm", "1,250 mm", "1,600 mm", "2,000 mm", "2,500 mm", "3,150 mm"];
    private static readonly string[] Grades = ["standard", "heavy duty", "corrosion resistant", "food grade"];
    private static readonly string[] Packs = ["250 ml", "500 ml", "1 l", "5 l", "20 l", "60 l", "200 l"];
    private static readonly string[] Wear = ["size S", "size M", "size L", "size XL", "size XXL"];
    private static readonly string[] Powers = ["0.37 kW", "0.75 kW", "1.5 kW", "2.2 kW", "4 kW", "7.5 kW", "11 kW"];
    private static readonly string[] Microns = ["3 µm", "5 µm", "10 µm", "25 µm", "60 µm"];
    private static readonly string[] Sections = ["1.5 mm²", "2.5 mm²", "4 mm²", "6 mm²", "10 mm²", "16 mm²"];

    /// <summary>All categories, in the order of their product ids.</summary>
    public static IReadOnlyList<Category> Categories { get; } =
    [
        new("FA", "Fasteners", 0.35, [10, 25, 50], 130,
        [
            new("Bolts", "Hex bolts", "Hex bolt", Threads, Steels),
            new("Bolts", "Socket head screws", "Socket head screw", Threads, Steels),
            new("Nuts and washers", "Hex nuts", "Hex nut", ["M4", "M5", "M6", "M8", "M10", "M12", "M16", "M20"], Steels),
            new("Anchors", "Wedge anchors", "Wedge anchor", ["8 x 75", "10 x 95", "12 x 110", "16 x 140", "20 x 170"], Steels),
        ]),
        new("SE", "Seals", 3.2, [1, 1, 5, 10], 250,
        [
            new("O-rings", "O-rings", "O-ring", ["10 x 2", "15 x 2.5", "20 x 3", "30 x 3", "45 x 3.5", "60 x 4", "90 x 5"], Rubbers),
            new("Hydraulic seals", "Rod seals", "Hydraulic seal", Bores, Rubbers),
            new("Hydraulic seals", "Wiper seals", "Wiper seal", Bores, Rubbers),
            new("Gaskets", "Flange gaskets", "Flange gasket", ["DN 15", "DN 25", "DN 40", "DN 50", "DN 80", "DN 100"], Rubbers),
        ]),
        new("BE", "Bearings", 18, [1], 100,
        [
            new("Ball bearings", "Deep groove ball bearings", "Ball bearing", ["6000", "6002", "6004", "6205", "6206", "6208", "6305", "6308", "6310"], BearingSeals),
            new("Roller bearings", "Tapered roller bearings", "Tapered roller bearing", ["30204", "30206", "30208", "32008", "32210", "33112"], BearingSeals),
            new("Housings", "Pillow block units", "Pillow block", ["UCP 204", "UCP 206", "UCP 208", "UCP 210", "UCP 212"], Grades),
        ]),
        new("HY", "Hydraulics", 62, [1], 200,
        [
            new("Hoses", "Hydraulic hoses", "Hydraulic hose", Lengths, ["1SN DN 10", "2SN DN 12", "2SC DN 16", "4SP DN 20"]),
            new("Cylinders", "Hydraulic cylinders", "Hydraulic cylinder", Bores, ["stroke 100 mm", "stroke 200 mm", "stroke 400 mm"]),
            new("Valves", "Directional valves", "Directional valve", ["NG 4", "NG 6", "NG 10", "NG 16"], ["24 V DC", "230 V AC", "manual lever"]),
        ]),
        new("PN", "Pneumatics", 14, [1, 1, 5], 290,
        [
            new("Fittings", "Push-in fittings", "Push-in fitting", ["4 mm", "6 mm", "8 mm", "10 mm", "12 mm"], ["straight", "elbow", "tee", "bulkhead"]),
            new("Cylinders", "Compact cylinders", "Compact cylinder", Bores, ["stroke 10 mm", "stroke 25 mm", "stroke 50 mm"]),
            new("Air treatment", "Pressure regulators", "Pressure regulator", ["G 1/8", "G 1/4", "G 3/8", "G 1/2", "G 3/4"], Grades),
        ]),
        new("DR", "Drives", 26, [1], 60,
        [
            new("Belts", "V-belts", "V-belt", Lengths, ["SPZ", "SPA", "SPB", "XPZ", "XPA"]),
            new("Belts", "Timing belts", "Timing belt", Lengths, ["HTD 5M", "HTD 8M", "AT 10"]),
            new("Chains", "Roller chains", "Roller chain", ["06B-1", "08B-1", "10B-1", "12B-1", "16B-1", "16B-2"], Grades),
            new("Couplings", "Jaw couplings", "Jaw coupling", ["size 19", "size 24", "size 28", "size 38", "size 48"], Grades),
        ]),
        new("EL", "Electrical", 22, [1], 320,
        [
            new("Cables", "Control cables", "Control cable", Sections, ["3 core", "5 core", "7 core", "shielded"]),
            new("Switches", "Limit switches", "Limit switch", ["roller lever", "plunger", "rod lever", "inductive M12", "inductive M18"], Grades),
            new("Motors", "Three-phase motors", "Electric motor", Powers, ["IE3 foot", "IE3 flange", "IE4 foot"]),
        ]),
        new("TO", "Tools", 28, [1], 335,
        [
            new("Hand tools", "Combination spanners", "Combination spanner", ["8 mm", "10 mm", "13 mm", "17 mm", "19 mm", "24 mm"], ["chrome", "ratchet", "insulated"]),
            new("Cutting tools", "Twist drills", "Twist drill", ["3.0 mm", "4.2 mm", "5.0 mm", "6.8 mm", "8.5 mm", "10.2 mm", "12.0 mm"], ["HSS-G", "HSS-Co", "solid carbide"]),
            new("Power tools", "Cordless drills", "Cordless drill", ["12 V", "18 V", "36 V"], ["body only", "kit 2 Ah", "kit 5 Ah"]),
        ]),
        new("LU", "Lubricants", 13, [1], 75,
        [
            new("Greases", "Lithium greases", "Lithium grease", ["400 g", "1 kg", "5 kg", "18 kg", "50 kg"], ["NLGI 1", "NLGI 2", "NLGI 3"]),
            new("Oils", "Hydraulic oils", "Hydraulic oil", Packs, ["HLP 32", "HLP 46", "HLP 68", "bio HEES 46"]),
            new("Cleaners", "Brake cleaners", "Brake cleaner", Packs, ["standard", "acetone free"]),
        ]),
        new("SA", "Safety", 9, [1, 1, 5], 345,
        [
            new("Gloves", "Assembly gloves", "Assembly glove", Wear, ["nitrile", "latex", "cut level C", "winter lining"]),
            new("Workwear", "Rain jackets", "Rain jacket", Wear, ["navy", "high visibility", "winter lining"]),
            new("Eye protection", "Safety glasses", "Safety glasses", ["clear", "grey", "amber", "welding 5"], ["standard", "anti-fog", "over-glasses"]),
        ]),
        new("FI", "Filters", 15, [1], 180,
        [
            new("Hydraulic filters", "Return filters", "Return filter", Microns, ["60 l/min", "100 l/min", "200 l/min", "400 l/min"]),
            new("Air filters", "Panel filters", "Panel air filter", ["287 x 592", "490 x 592", "592 x 592", "592 x 892"], ["G4", "M5", "F7", "F9"]),
            new("Oil filters", "Spin-on filters", "Spin-on oil filter", ["3/4-16", "M20 x 1.5", "M22 x 1.5", "1-12", "1 1/8-16"], Grades),
        ]),
        new("HV", "Heating and cooling", 70, [1], 15,
        [
            new("Heaters", "Fan heaters", "Fan heater", ["2 kW", "3 kW", "5 kW", "9 kW", "15 kW", "22 kW"], ["mobile", "wall mounted", "stainless"]),
            new("Heaters", "Trace heating cables", "Trace heating cable", ["2 m", "5 m", "10 m", "20 m", "50 m"], ["10 W/m", "20 W/m", "30 W/m"]),
            new("Thermostats", "Room thermostats", "Room thermostat", ["5-30 °C", "0-60 °C", "-10-50 °C"], ["mechanical", "digital", "wireless", "explosion proof"]),
        ]),
    ];
}
