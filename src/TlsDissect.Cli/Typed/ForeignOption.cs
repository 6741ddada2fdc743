namespace TlsDissect.Cli.Typed;

/// <summary>An option of tshark, ssldump, tcpdump or another command that a command does not have, and its replacement.</summary>
/// <param name="Commands">The commands of the row, by their first word; empty for all.</param>
/// <param name="Options">Its names.</param>
/// <param name="Instead">The replacement; follows <c>unknown option '-x': </c>.</param>
internal sealed record ForeignOption(string[] Commands, string[] Options, string Instead)
{
    private static readonly string[] Live = ["live"];
    private static readonly string[] Files = ["read", "list", "stats", "why", "follow", "export", "report", "scan"];

    /// <summary>For <c>-d LAYER==VALUE,PROTOCOL</c>.</summary>
    public const string DecodeAs = "TLS is found on every port, so nothing has to be decoded as TLS; leave it out";

    private const string Password = "a password among the arguments can be seen by other users; use --key-password-file FILE";

    private const string Json = "use --format json, one object a line";

    private static readonly ForeignOption[] Table =
    [
        new([], ["-Y", "-R"], "--where EXPR selects connections ('tlsdissect help where'), -f EXPR selects packets"),
        new(["list"], ["--fields"], "use --columns NAME,..."),
        new(["list"], ["-T", "-e", "-E"], "use --format csv --columns NAME,..., or --format json"),
        new(["live"], ["-T", "-e", "-E", "--fields"], "use --list --format csv --columns NAME,..., or --format json"),
        new(["read"], ["-T", "-e", "-E"], "use --format csv --fields NAME,..., or --format json, one object a line"),
        new(["read"], ["--columns"], "use --format csv --fields NAME,..., or 'tlsdissect list'"),
        new(["scan"], ["-T", "-e", "-E", "--columns"], "use --format csv --fields NAME,..., or the JSON that scan writes"),
        new(["scan"], ["-o", "--output"], "use --out DIR: each capture has a file of its own"),
        new(["scan"], ["--force"], "use --replace"),
        new(["scan"], ["-r", "--recursive"], "folders are always searched with all in them; leave it out"),
        new(["scan"], ["--threads"], "use --jobs N: each capture is dissected by one thread"),
        new(["scan"], ["--shard"], "use --part I/N; one giant capture is shared with 'tlsdissect read --shard I/N'"),
        new([], ["-T", "-e", "-E", "-j", "-J", "-t"], Json),
        new(["read", "live"], ["-V", "-O"], "use -v for all fields of each message, --explain for each step, or --format json"),
        new([], ["-V", "-O", "-A"], "use --explain for each step of the handshake, or --format json for every field"),
        new([], ["-x", "-X"], "use --data, or 'tlsdissect follow CAPTURE ID --as hex' for a hex dump"),
        new([], ["-N"], "certificates are always decoded, addresses never resolved; leave -N out"),
        new([], ["-H"], "addresses and lengths are always shown; leave -H out"),
        new([], ["-2"], "one pass is enough; leave -2 out"),
        new([], ["-z"], "use 'tlsdissect stats CAPTURE'"),
        new([], ["-D", "-L"], "use 'tlsdissect interfaces'"),
        new([], ["-v"], "use --version"),
        new([], ["-F"], "use 'tlsdissect export pcap --pcapng'"),
        new([], ["--export-objects"], "use 'tlsdissect follow CAPTURE --all -o DIR', or 'tlsdissect export pcap' and tshark"),
        new([], ["--export-tls-session-keys"], "use 'tlsdissect export keylog CAPTURE -o FILE'"),
        new([], ["--decode-as"], DecodeAs),
        new(["follow", "export"], ["-d"], "plaintext is what it writes; leave -d out"),
        new(["why"], ["-d"], "it shows no plaintext; use 'tlsdissect read -d'"),
        new(Files, ["-p"], Password),
        new(Live, ["-p"], Password + "; for tshark's -p use --promiscuous false"),
        new(Files, ["-r"], "the capture is an argument; leave -r out"),
        new(Files, ["-c"], "'tlsdissect live' has --count; 'editcap -r' cuts a file to some packets"),
        new(Files, ["-i", "--interface"], "use 'tlsdissect live -i NAME' to capture"),
        new(Files, ["-w"],
            "use 'tlsdissect export pcap' for the plaintext, 'tlsdissect export secrets' for the packets with their secrets"),
        new(Live, ["-r"], "use 'tlsdissect read CAPTURE' to read a file"),
        new(Live, ["-a"], "use --duration TIME or --count N"),
        new(Live, ["-b", "-C", "-G"], "use --rotate size:100MB or --rotate time:1h"),
        new(Live, ["-W"], "use --keep N with --rotate"),
        new(Live, ["-s"], "use --snaplen N"),
        new(Live, ["-B"], "use --buffer-size SIZE"),
        new(Live, ["-P"], "use --promiscuous false"),
        new(Live, ["-Z"], "use --user NAME"),
        new(Live, ["-U"], "results and packets are written as they come; leave -U out"),
    ];

    /// <summary>The replacement of an option, or <c>null</c> if it is not another program's.</summary>
    /// <param name="command">The first word of the command.</param>
    /// <param name="option">As typed.</param>
    public static string? InsteadOf(string command, string option) =>
        Array.Find(Table, row => (row.Commands.Length == 0 || row.Commands.Contains(command)) && row.Options.Contains(option))?.Instead;

    /// <summary>The replacement of a tshark preference, <c>-o NAME:VALUE</c>; <c>null</c> if the value is not a preference.</summary>
    public static string? InsteadOfPreference(string value) => value.Split(':')[0] switch
    {
        _ when value.Contains('/') || !value.Contains(':') => null,
        "tls.keylog_file" or "ssl.keylog_file" => "use --keylog FILE",
        "tls.keys_list" or "ssl.keys_list" or "uat" => "use --key FILE",
        "tls.psk" or "ssl.psk" => "use --psk HEX",
        "tls.debug_file" or "ssl.debug_file" => "the output itself says why a connection is not decrypted",
        string name
            when name.Split('.') is [("tls" or "ssl" or "tcp" or "ip" or "ipv6" or "http" or "http2" or "nameres" or "gui" or "protocols"),
                _, ..] => "there are no preferences; leave it out",
        _ => null,
    };
}
