using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Sources;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Options;

/// <summary>The options of every command that reads packets.</summary>
internal sealed class InputOptions
{
    private const string Undecrypted = "undecrypted";

    private readonly Option<string[]> _key = new("--key", "-k") { Description = "Servers' RSA private keys: PEM or DER, PKCS#1 or PKCS#8, encrypted or not, PKCS#12; or a folder of such files. Repeatable.", HelpName = "FILE" };
    private readonly Option<string[]> _dhKey = new("--dh-key") { Description = "A server's static EC or DH private key, for the suites DH_ and ECDH_: PEM, or PKCS#8 in DER. Repeatable.", HelpName = "FILE" };
    private readonly Option<string?> _passwordFile = new("--key-password-file") { Description = "The key's password is this file's first line. Else the variable TLSDISSECT_KEY_PASSWORD, else asked for on a terminal.", HelpName = "FILE" };
    private readonly Option<string[]> _keyLog = new("--keylog", "-l") { Description = "A key log (SSLKEYLOGFILE, RFC 9850). Repeatable.", HelpName = "FILE" };
    private readonly Option<string[]> _psk = new("--psk")
    {
        Description = "A pre-shared key in hex, for all identities or for one: HEX or IDENTITY=HEX. Repeatable. " +
            "Other users of this machine can see arguments: prefer --psk-file.",
        HelpName = "HEX",
    };

    private readonly Option<string[]> _pskFile = new("--psk-file")
    {
        Description = "Pre-shared keys from a file, one per line: HEX, IDENTITY=HEX or IDENTITY:HEX. Repeatable.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _filter = new("--filter", "-f") { Description = "Only packets that this libpcap filter expression lets through.", HelpName = "EXPR" };
    private readonly Option<TunnelPorts> _tunnelPort = TunnelPortOption.Create();
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no closing summary on standard error." };
    private readonly Option<bool> _verify = new("--verify") { Description = "Verify the signatures of handshakes also where no key is given; text output always does." };
    private readonly Option<string?> _failOn = new("--fail-on")
    {
        Description = "Exit with 4 if keys were given, or are in the capture, and a connection that carries application data stays encrypted, all or part of it: undecrypted. Without any key, exit as usual.",
        HelpName = Undecrypted,
    };

    // tshark, ssldump and tcpdump resolve addresses unless told -n; this program never does.
    private readonly Option<bool> _numeric = new("-n") { Description = "Do not resolve addresses, which is never done.", Hidden = true };
    private readonly BoundOptions _bounds = new();

    public InputOptions()
    {
        // -k a.key -k b.key, never -k a.key capture.pcap taken for two keys.
        _failOn.CompletionSources.Add(Undecrypted);
        _failOn.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value != Undecrypted) is Token other) result.AddError($"--fail-on takes {Undecrypted}, not '{other.Value}'.");
        });
        foreach (Option option in (Option[])[_key, _dhKey, _keyLog, _psk, _pskFile, _tunnelPort]) option.AllowMultipleArgumentsPerToken = false;
    }

    public void AddTo(Command command)
    {
        Option[] all = [_key, _dhKey, _passwordFile, _keyLog, _psk, _pskFile, _filter, _tunnelPort, _quiet, _verify, _failOn, _numeric];
        foreach (Option option in all) command.Options.Add(option);
        _bounds.AddTo(command);
    }

    /// <summary>Key logs as given: a live run follows them.</summary>
    public string[] KeyLogs(ParseResult parsed) => parsed.GetValue(_keyLog) ?? [];

    /// <summary>The limit of the data that is shown; <c>null</c> if none is given.</summary>
    public long? ShownData(ParseResult parsed) => _bounds.ShownData(parsed);

    /// <summary>What to read with.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="captures">Files or interfaces.</param>
    /// <param name="followed">For key logs that are followed, how many secrets are held at most; <c>null</c> where they are read now, once.</param>
    public RunInput Read(ParseResult parsed, IReadOnlyList<string> captures, int? followed = null)
    {
        CheckKinds(parsed, followed is null ? captures : []);
        return Load(parsed, captures, followed);
    }

    /// <summary>A file that is given with the wrong option is told before a password is asked for.</summary>
    private void CheckKinds(ParseResult parsed, IReadOnlyList<string> captures)
    {
        FilesInPlace.Check(InputFileKind.Capture, captures);
        FilesInPlace.Check(InputFileKind.PrivateKey, parsed.GetValue(_key) ?? []);
        FilesInPlace.Check(InputFileKind.PrivateKey, parsed.GetValue(_dhKey) ?? []);
        FilesInPlace.Check(InputFileKind.KeyLog, KeyLogs(parsed));
        FilesInPlace.Check(InputFileKind.PreSharedKeys, parsed.GetValue(_pskFile) ?? []);
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
        KeyLogs = KeyLogs(parsed),
        Files = Files(parsed, followed is null ? captures : []),
        Filter = Checked(parsed.GetValue(_filter)),
        Quiet = parsed.GetValue(_quiet),
        AreKeysGiven = ((Option[])[_key, _dhKey, _keyLog, _psk, _pskFile]).Any(option => parsed.GetResult(option) is not null),
        FailOnUndecrypted = parsed.GetValue(_failOn) is not null,
        Options = _bounds.Read(parsed) with { VerifySignatures = parsed.GetValue(_verify) },
        Fragments = _bounds.Fragments(parsed),
        Tunnels = parsed.GetValue(_tunnelPort)!,
    };

    /// <summary>Every file that the options and arguments name.</summary>
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
        if (parsed.GetValue(_passwordFile) is string password) files.Add("the key's password file", password);
        return files;
    }

    /// <summary>What is wrong with an expression is said before anything is read.</summary>
    private static string? Checked(string? filter)
    {
        try
        {
            if (filter is not null) CaptureFilter.Parse(filter).Dispose();
            return filter;
        }
        catch (CaptureException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
