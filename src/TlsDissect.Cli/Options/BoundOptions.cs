using System.CommandLine;
using System.Globalization;
using TlsDissect.Capture.Network;
using TlsDissect.Messages;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Cli.Options;

/// <summary>What a run may hold and wait for: every bound is an option.</summary>
internal sealed class BoundOptions
{
    private readonly Option<int> _outOfOrder = Bound("--max-out-of-order", 4 << 20, "Out-of-order bytes kept per direction before a hole is given up.");
    private readonly Option<int> _reorderPackets = Bound("--reorder-window", 64, "Packets of a connection after the acknowledgment of a hole before it is given up.");
    private readonly Option<TimeSpan> _reorderTime = TimeOption.Create("--reorder-time", "1s", "Time after the acknowledgment of a hole before it is given up, however few packets came.");
    private readonly Option<TimeSpan> _linger = TimeOption.Create("--linger", "2s", "Time of the capture that a closed connection still waits for late packets before it is reported.");
    private readonly Option<int> _lingerPackets = Bound("--linger-packets", 50_000, "The same in packets of the whole capture.");
    private readonly Option<int> _connections = Bound("--max-connections", 1_000_000, "Connections followed at once; past it the longest silent is ended.");
    private readonly Option<int> _fragments = Bound("--max-fragmented", 1024, "Datagrams whose IP fragments are kept at once; past it the oldest is dropped.");
    private readonly Option<int> _fragmentBytes = Bound("--max-fragment-bytes", 16 << 20, "Bytes of IP fragments kept in all.");
    private readonly Option<TimeSpan> _fragmentTime = TimeOption.Create("--fragment-time", "60s", "Time after which the fragments of an unfinished datagram are dropped.");
    private readonly Option<int> _handshakeMessage = Bound("--max-handshake-message", 256 << 10, "Largest handshake message in bytes.");
    private readonly Option<int> _messages = Bound("--max-messages", 1000, "Handshake messages, alerts and violations listed per connection, of each; more are counted.");
    private readonly Option<int> _sessions = Bound("--max-sessions", 100_000, "Sessions remembered for resumption; past it the oldest is forgotten.");
    private readonly Option<int> _waiting = Bound("--max-waiting", 1 << 20, "Encrypted bytes that a connection keeps while its key is not known yet.");
    private readonly Option<int> _waitingInAll = Bound("--max-waiting-in-all", 64 << 20, "The same for all connections of one thread together; past it the oldest keeps nothing, so that what is opened may depend on --threads.");
    private readonly Option<int> _trials = Bound("--max-trials", 4 << 20, "Bytes that a connection may have decrypted in vain after a loss, and sixteen more for each byte it sends; and once more to find its secrets in the key log where hellos are missing.");
    private readonly Option<long> _trialsInAll = NumberOption.CreateLong("--max-trials-in-all", 1L << 31,
        "Limit, in bytes, on trial decryption over all connections. A hundredth of it is added for each second of the capture. " +
        $"Past it, connections may stay encrypted although there is a key. Default {(1L << 31).ToString("N0", CultureInfo.InvariantCulture)}.");

    private readonly LimitOption _limits = new();

    public void AddTo(Command command)
    {
        Option[] all = [_outOfOrder, _reorderPackets, _reorderTime, _linger, _lingerPackets, _connections, _fragments, _fragmentBytes, _fragmentTime,
            _handshakeMessage, _messages, _sessions, _waiting, _waitingInAll, _trials, _trialsInAll];
        foreach (Option option in all) command.Options.Add(option);
        _limits.AddTo(command, all);
    }

    public DissectorOptions Read(ParseResult parsed) => new()
    {
        Tcp = new TcpLimits
        {
            MaxOutOfOrderBytes = _limits.Value(parsed, _outOfOrder),
            ReorderWindowPackets = _limits.Value(parsed, _reorderPackets),
            ReorderWindowTime = _limits.Value(parsed, _reorderTime),
            LingerTime = _limits.Value(parsed, _linger),
            LingerPackets = _limits.Value(parsed, _lingerPackets),
            MaxConnections = _limits.Value(parsed, _connections),
        },
        Handshake = new HandshakeLimits { MaxMessageLength = _limits.Value(parsed, _handshakeMessage) },
        Memory = new MemoryBudget(_limits.Memory(parsed)),
        MaxListedMessages = _limits.Value(parsed, _messages),
        MaxSessions = _limits.Value(parsed, _sessions),
        MaxWaitingBytes = _limits.Value(parsed, _waiting),
        MaxWaitingBytesInAll = _limits.Value(parsed, _waitingInAll),
        MaxTrialBytes = _limits.Value(parsed, _trials),
        MaxTrialBytesInAll = _limits.Value(parsed, _trialsInAll),
        Wording = ProgramWording.Options,
    };

    /// <summary>The limit of the data that is shown; <c>null</c> if none is given.</summary>
    public long? ShownData(ParseResult parsed) => _limits.Data(parsed);

    public FragmentLimits Fragments(ParseResult parsed) => new()
    {
        MaxDatagrams = _limits.Value(parsed, _fragments),
        MaxBytes = _limits.Value(parsed, _fragmentBytes),
        MaxAge = _limits.Value(parsed, _fragmentTime),
    };

    private static Option<int> Bound(string name, int value, string description) =>
        NumberOption.Create(name, value, $"{description} Default {value.ToString("N0", CultureInfo.InvariantCulture)}.");
}
