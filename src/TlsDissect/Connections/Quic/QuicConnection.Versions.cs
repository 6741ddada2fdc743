using System.Buffers.Binary;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;

namespace TlsDissect.Connections.Quic;

/// <content>Versions: the one in use, reserved ones, and those that the server offers.</content>
internal sealed partial class QuicConnection
{
    /// <summary>The version that the connection goes on in; <c>null</c> if only short headers came.</summary>
    private QuicVersion? _version;

    /// <summary>The version of the packet that is read.</summary>
    private QuicVersion _reading = QuicVersion.V1;

    /// <summary>Number of packets of reserved versions that keys are guessed for.</summary>
    private const int MaxGuessed = 2;

    private int _guessed;

    /// <summary>The version whose keys protect the client's packets of a reserved version; <c>null</c> if none was found.</summary>
    private QuicVersion? _reservedAs;

    /// <summary>Whether a packet has a reserved version.</summary>
    private bool _isReserved;

    /// <summary>The first known version in a long header; <c>null</c> if there was none.</summary>
    private QuicVersion? _knownVersion;

    /// <summary>Whether a version was refused, so that the client may begin again with another one.</summary>
    public bool IsVersionRefused => Counts.OfferedVersions.Count > 0 && !IsAnswered;

    /// <summary>The first version of a Handshake packet; <c>null</c> if there was none.</summary>
    private QuicVersion? _handshakeVersion;

    /// <summary>Whether Handshake packets have several versions, because some are forged.</summary>
    private bool _isDisputed;

    /// <summary>Whether the version is the likeliest one that the keys are right for.</summary>
    private bool _isAssumed;

    /// <summary>The version by long headers, which nothing has authenticated; <c>null</c> if they contradict each other.</summary>
    private QuicVersion? HeaderVersion => _isDisputed ? null : _handshakeVersion ?? _knownVersion;

    /// <summary>
    /// Whether the next hello to the same connection ID is another attempt: servers refuse reserved versions, but the packet that does so
    /// may be lost, late, or of a side that was not captured.
    /// </summary>
    public bool MayBeginAgain => IsVersionRefused || (IsReservedAttempt && !IsAnswered);

    /// <summary>Whether its packets have a reserved version, and none has a known one.</summary>
    private bool IsReservedAttempt => _isReserved && _knownVersion is null;

    /// <summary>Whether a packet is in another version than the client's first.</summary>
    public bool IsOtherVersion(in QuicPacketHeader packet) => packet.Version is QuicVersion version && version.Name != Counts.Version;

    /// <summary>Handles a packet of a version that is not known. Beside a known one, it is late or forged.</summary>
    private void OnUnknownVersion(int side, in QuicPacketHeader packet, in StreamPosition position)
    {
        Counts.SeenStart |= Counts.Version is null;
        Counts.Version ??= QuicVersion.NameOf(packet.VersionNumber);
        NoteIds(side, packet);
        if (!QuicVersion.IsReserved(packet.VersionNumber)) return;
        _isReserved = true;
        if (IsReservedAttempt && !IsAnswered) ReadReserved(side, packet, position);
    }

    /// <summary>
    /// Reads an Initial packet of a reserved version. A client that forces version negotiation so has to protect it with the keys of some
    /// version that it knows (RFC 9000 §6.3); the tag tells which.
    /// </summary>
    private void ReadReserved(int side, in QuicPacketHeader packet, in StreamPosition position)
    {
        DecodeError error = default;
        QuicDatagramReader reader = new(packet.Packet, 0, ref error) { ReservedAs = QuicVersion.V1 };
        if (!reader.TryRead(out QuicPacketHeader initial)) return;
        if (initial.IsMalformed || initial.Type != QuicPacketType.Initial) return;
        Direction direction = Directions[side];
        if (_reservedAs is null && _guessed++ < MaxGuessed)
        {
            _reservedAs = _initialKeys.Guess(initial, _plaintext);
            if (_reservedAs is not null) OnFirstPacket(direction, packet);
        }

        if (_reservedAs is null) return;
        direction.Select((int)Epoch.Initial);
        TryReadInitial(direction, initial with { Version = _reservedAs }, position);
    }

    private void NoteVersion(in QuicPacketHeader packet)
    {
        if (packet.Version is not QuicVersion version) return;
        Counts.HasLongHeaders = true;
        _knownVersion ??= version;
        // Early data is in the client's first version, the handshake in the one that the sides go on in.
        if (packet.Type != QuicPacketType.Handshake) return;
        _handshakeVersion ??= version;
        _isDisputed |= _handshakeVersion != version;
    }

    /// <summary>Assumes a version, because its keys are right. Others have the same keys, so headers that fit tell more.</summary>
    private void AssumeVersion(QuicVersion likely)
    {
        if (_version is not null) return;
        bool hasSameKeys = HeaderVersion is QuicVersion seen && seen.LabelPrefix == likely.LabelPrefix;
        _version = hasSameKeys ? HeaderVersion! : likely;
        _isAssumed = !hasSameKeys;
        Counts.Version ??= _version.Name;
    }

    /// <summary>Notes the version of a long header that authenticates under keys that are secret.</summary>
    private void OnVersionAuthenticated(QuicVersion version)
    {
        if (_version is not null && !_isAssumed) return;
        (_version, Counts.Version, _isAssumed) = (version, version.Name, false);
    }

    /// <summary>Notes the version that the server answers in (RFC 9368 §2.3).</summary>
    private void OnServerVersion(QuicVersion version)
    {
        // A server changes it once, so a packet in the first version is late or forged.
        if (_version == version || Counts.FirstVersion is not null) return;
        if (_version is QuicVersion first) Counts.FirstVersion ??= first.Name;
        (_version, Counts.Version) = (version, version.Name);
    }

    /// <summary>Handles a Version Negotiation packet. Nothing authenticates it, but the connection IDs of the client's packet.</summary>
    private void OnVersionNegotiation(int side, in QuicPacketHeader packet)
    {
        if (IsAnswered || Counts.OfferedVersions.Count > 0 || !Has(side, packet.SourceId) || !Has(1 - side, packet.DestinationId)) return;
        List<string> versions = [];
        for (ReadOnlySpan<byte> list = packet.SupportedVersions; list.Length >= sizeof(uint) && versions.Count < MaxListed;
            list = list[sizeof(uint)..])
            versions.Add(QuicVersion.NameOf(BinaryPrimitives.ReadUInt32BigEndian(list)));
        // A server that knows the version does not answer so (RFC 9000 §6.2).
        if (Counts.Version is string used && versions.Contains(used)) return;
        Counts.OfferedVersions = versions;
    }
}
