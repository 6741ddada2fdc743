using System.CommandLine;
using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Sources;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;
using TlsDissect.Cli.Where;

namespace TlsDissect.Cli.Options;

/// <summary>The options of every command that reads packets.</summary>
internal sealed class InputOptions
{
    private readonly Option<string[]> _key =
        new("--key", "-k")
        {
            Description = "A server's RSA private key (PEM, DER, PKCS#12), or a folder of keys. Repeatable.",
            HelpName = "FILE",
        };
    private readonly Option<string[]> _dhKey =
        new("--dh-key")
        {
            Description =
            "A server's static DH or EC private key, for DH_ and ECDH_ suites: PEM, or PKCS#8 in DER. Repeatable.",
            HelpName = "FILE"
        };
    private readonly Option<string?> _passwordFile =
        new("--key-password-file")
        {
            Description = "Its password: line 1 of FILE. Default: $TLSDISSECT_KEY_PASSWORD, or you are asked.",
            HelpName = "FILE",
        };
    private readonly Option<string[]> _keyLog =
        new("--keylog", "-l") { Description = "A key log (SSLKEYLOGFILE, RFC 9850). Repeatable.", HelpName = "FILE" };
    private readonly Option<string[]> _psk = new("--psk")
    {
        Description = "A pre-shared key: HEX or IDENTITY=HEX. Other users see arguments: prefer --psk-file.",
        HelpName = "HEX",
    };

    private readonly Option<string[]> _pskFile = new("--psk-file")
    {
        Description = "Pre-shared keys, one a line: HEX, IDENTITY=HEX or IDENTITY:HEX. Repeatable.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _filter =
        new("--filter", "-f") { Description = "Only packets that match this capture filter (pcap-filter syntax).", HelpName = "EXPR" };
    private readonly Option<WhereExpression?> _where = WhereOption.Create();
    private readonly Option<TunnelPorts> _tunnelPort = TunnelPortOption.Create();
    private readonly Option<bool> _quiet =
        new("--quiet", "-q") { Description = "No progress and no summary on standard error; warnings stay." };
    private readonly Option<bool> _verify =
        new("--verify") { Description = "Verify the signatures of handshakes even if no key is given. All output but JSON always does." };
    private readonly Option<string[]> _failOn;

    // tshark, ssldump and tcpdump resolve addresses unless -n is given; this program never does.
    private readonly Option<bool> _numeric = new("-n") { Description = "Do not resolve addresses, which is never done.", Hidden = true };
    private readonly BoundOptions _bounds;
    private readonly JudgingOptions? _judging;

    /// <param name="judging">What the command judges connections by; <c>null</c> if it does not.</param>
    /// <param name="limits">Limits of the command beside those of every run.</param>
    public InputOptions(JudgingOptions? judging, params Limit[] limits)
    {
        _judging = judging;
        _failOn = FailOnOption.Create(isJudged: judging is not null);
        Limits = new LimitOptions(limits);
        _bounds = new BoundOptions(Limits);
        // -k a.key -k b.key, never -k a.key capture.pcap taken for two keys.
        foreach (Option option in (Option[])[_key, _dhKey, _keyLog, _psk, _pskFile, _tunnelPort])
            option.AllowMultipleArgumentsPerToken = false;
    }

    /// <summary>The limits of the command.</summary>
    public LimitOptions Limits { get; }

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _key, _dhKey, _passwordFile, _keyLog, _psk, _pskFile, _filter, _where, _tunnelPort, _quiet, _verify, _failOn, _numeric,
        ];
        foreach (Option option in all) command.Options.Add(option);
        if (_judging is not null)
        {
            _judging.AddTo(command);
            command.AddRule(result => _judging.Check(result, result.GetValue(_failOn) ?? [], WhereOption.Fields(result.GetValue(_where))));
        }

        Limits.AddTo(command);
    }

    /// <summary>Key logs as given. A live run follows them.</summary>
    public string[] KeyLogs(ParseResult parsed) => parsed.GetValue(_keyLog) ?? [];

    /// <summary>The limit on the data that text shows; <c>null</c> if none is given.</summary>
    public long? ShownData(ParseResult parsed) => Limits.Value(parsed, Options.Limits.Data);

    /// <summary>What to read, and with which keys and limits.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="captures">Files or interfaces.</param>
    /// <param name="followed">For followed key logs, the limit on secrets; <c>null</c> if they are read once, now.</param>
    public RunInput Read(ParseResult parsed, IReadOnlyList<string> captures, int? followed = null)
    {
        CheckKinds(parsed, followed is null ? captures : []);
        return Load(parsed, captures, followed);
    }

    /// <summary>Reports a file given with the wrong option before a password is asked for.</summary>
    private void CheckKinds(ParseResult parsed, IReadOnlyList<string> captures)
    {
        FilesInPlace.Check(InputFileKind.Capture, captures);
        FilesInPlace.Check(InputFileKind.PrivateKey, parsed.GetValue(_key) ?? []);
        FilesInPlace.Check(InputFileKind.PrivateKey, parsed.GetValue(_dhKey) ?? []);
        FilesInPlace.Check(InputFileKind.KeyLog, KeyLogs(parsed));
        FilesInPlace.Check(InputFileKind.PreSharedKeys, parsed.GetValue(_pskFile) ?? []);
        FilesInPlace.Check(InputFileKind.Certificate, _judging?.AuthorityFiles(parsed) ?? []);
    }

    private RunInput Load(ParseResult parsed, IReadOnlyList<string> captures, int? followed) => new()
    {
        Captures = captures,
        Keys = KeyLoading.Load(
            parsed.GetValue(_key) ?? [],
            parsed.GetValue(_dhKey) ?? [],
            followed is null ? KeyLogs(parsed) : [],
            parsed.GetValue(_psk) ?? [],
            parsed.GetValue(_pskFile) ?? [],
            parsed.GetValue(_passwordFile),
            followed ?? int.MaxValue),
        KeyFiles = [.. ServerKeyFiles.Expand(parsed.GetValue(_key) ?? [])],
        KeyLogs = KeyLogs(parsed),
        Files = Files(parsed, followed is null ? captures : []),
        Filter = Checked(parsed.GetValue(_filter)),
        Where = parsed.GetValue(_where),
        Quiet = parsed.GetValue(_quiet),
        AreKeysGiven = ((Option[])[_key, _dhKey, _keyLog, _psk, _pskFile]).Any(option => parsed.GetResult(option) is not null),
        FailOn = FailOnOption.Read(parsed.GetValue(_failOn) ?? []),
        Findings = _judging?.Read(parsed) is FindingOptions findings
            ? findings with
            {
                MaxRepeatedValues = Limits.Value(parsed, Options.Limits.RepeatedValues),
                MaxKnownServerBytes = Limits.Value(parsed, Options.Limits.KnownServers),
                MaxTestedModuli = Limits.Value(parsed, Options.Limits.Moduli),
            }
            : null,
        Policy = _judging?.Policy(parsed),
        Options = _bounds.Read(parsed) with { VerifySignatures = parsed.GetValue(_verify) },
        Fragments = _bounds.Fragments(parsed),
        Tunnels = parsed.GetValue(_tunnelPort)!,
    };

    /// <summary>Every file that options and arguments name.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="captures">Empty for <c>live</c>, whose captures are interfaces.</param>
    private InputFiles Files(ParseResult parsed, IReadOnlyList<string> captures)
    {
        InputFiles files = new();
        files.Add("the capture", captures);
        files.Add("the key", ServerKeyFiles.Expand(parsed.GetValue(_key) ?? []));
        files.Add("the DH key", parsed.GetValue(_dhKey) ?? []);
        files.Add("the key log", KeyLogs(parsed));
        files.Add("the file of pre-shared keys", parsed.GetValue(_pskFile) ?? []);
        files.Add("the authority", ServerKeyFiles.Expand(_judging?.AuthorityFiles(parsed) ?? []));
        if (_judging?.PolicyFile(parsed) is string policy) files.Add("the policy", policy);
        if (parsed.GetValue(_passwordFile) is string password) files.Add("the key's password file", password);
        return files;
    }

    /// <summary>Reports a wrong expression before anything is read.</summary>
    private static string? Checked(string? filter)
    {
        try
        {
            if (filter is not null) CaptureFilter.Parse(filter).Dispose();
            return filter;
        }
        catch (CaptureException e)
        {
            throw new UsageException($"{e.Message}; see man pcap-filter");
        }
    }
}
