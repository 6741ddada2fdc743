using SharpPcap;
using SharpPcap.LibPcap;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Sources;

/// <summary>One interface, opened: packets without waiting, and the kernel's counts.</summary>
internal sealed class LiveInterface : IDisposable
{
    private readonly LibPcapLiveDevice _device;
    private readonly long _wait;
    private uint _lastDropped;
    private uint _lastDroppedByInterface;
    private long _dropped;
    private long? _failed;

    private LiveInterface(LibPcapLiveDevice device, string name, LiveOptions options)
    {
        _wait = (long)options.Wait.TotalMilliseconds;
        _device = device;
        Name = name;
        LinkType = PcapLibrary.ToLinkType(device.LinkType);
        IsNanoseconds = device.TimestampResolution == SharpPcap.TimestampResolution.Nanosecond;
        Descriptor = OperatingSystem.IsWindows() ? -1 : PcapNative.GetSelectableDescriptor(device.Handle);
    }

    public string Name { get; }

    public LinkType LinkType { get; }

    public bool IsNanoseconds { get; }

    /// <summary>What to wait for; -1 for nothing.</summary>
    public int Descriptor { get; }

    /// <summary>Packets handed out.</summary>
    public long Packets { get; private set; }

    /// <summary>Why <see cref="TryNext"/> failed.</summary>
    public string Problem { get; private set; } = "";

    /// <exception cref="CaptureException">There is no such interface, this user may not, or the filter means nothing on it.</exception>
    public static LiveInterface Open(string name, LiveOptions options)
    {
        PcapInterface found = PcapInterface.GetAllPcapInterfaces().FirstOrDefault(candidate => candidate.Name == name)
            ?? throw new CaptureException($"{name}: no such interface") { Refusal = CaptureRefusal.NoSuchInterface };
        LibPcapLiveDevice device = new(found);
        try
        {
            Open(device, options);
            return new LiveInterface(device, name, options);
        }
        catch (PcapException e)
        {
            device.Dispose();
            throw Describe(name, e);
        }
        catch (CaptureException)
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>1 for a packet, 0 for none now, less for a failure.</summary>
    /// <param name="data">Borrowed until the next call.</param>
    /// <param name="time">When it was captured.</param>
    /// <param name="originalLength">On the wire.</param>
    public int TryNext(out ReadOnlySpan<byte> data, out CaptureTime time, out int originalLength)
    {
        IntPtr header = 0, bytes = 0;
        int result = _device.GetNextPacketPointers(ref header, ref bytes);
        if (result != 1)
        {
            result = OnNone(result);
            data = default;
            time = default;
            originalLength = 0;
            return result;
        }

        Packets++;
        data = PcapNative.ReadPacket(header, bytes, IsNanoseconds, out time, out originalLength);
        return 1;
    }

    /// <summary>
    /// What came last may still be in a block that the kernel hands over when its time is up, though the interface is gone already: a failure is one once that
    /// time has passed.
    /// </summary>
    private int OnNone(int result)
    {
        if (result < 0 && _failed is null)
        {
            Problem = SingleLine.Of(_device.LastError ?? "it cannot be read any more");
            _failed = Environment.TickCount64;
        }

        return _failed is not long since ? result : Environment.TickCount64 - since > 2 * _wait ? -1 : 0;
    }

    /// <summary>
    /// Packets that the kernel or the interface dropped since it was opened. libpcap counts in 32 bits, which go round in a run of weeks; asked at least now
    /// and then this does not.
    /// </summary>
    public long Dropped()
    {
        // SharpPcap's own Statistics has another layout than libpcap on 64-bit Linux: its drops are always 0.
        if (PcapNative.GetStatistics(_device.Handle, out PcapNative.Statistics now) != 0) return _dropped;
        _dropped += (now.Dropped - _lastDropped) + (now.DroppedByInterface - _lastDroppedByInterface);
        (_lastDropped, _lastDroppedByInterface) = (now.Dropped, now.DroppedByInterface);
        return _dropped;
    }

    public void Dispose() => _device.Dispose();

    private static void Open(LibPcapLiveDevice device, LiveOptions options)
    {
        DeviceConfiguration configuration = new()
        {
            Mode = options.Promiscuous ? DeviceModes.Promiscuous : DeviceModes.None,
            Snaplen = options.SnapLength,
            BufferSize = options.BufferSize,
            Immediate = options.Immediate,
            ReadTimeout = (int)options.Wait.TotalMilliseconds,
            TimestampResolution = SharpPcap.TimestampResolution.Nanosecond,
        };
        // An interface without nanoseconds has microseconds.
        configuration.ConfigurationFailed += static (_, _) => { };
        device.Open(configuration);
        device.NonBlockingMode = true;
        if (!string.IsNullOrEmpty(options.Filter)) SetFilter(device, options.Filter);
    }

    private static void SetFilter(LibPcapLiveDevice device, string filter)
    {
        try
        {
            device.Filter = filter;
        }
        catch (PcapException e)
        {
            throw new CaptureException($"{device.Name}: filter \"{filter}\": {SingleLine.Of(e.Message)}", e) { Refusal = CaptureRefusal.Filter };
        }
    }

    private static CaptureException Describe(string name, PcapException e) => e.Error switch
    {
        PcapError.PermissionDenied or PcapError.PromiscuousPermissionDenied =>
            new CaptureException($"{name}: no permission to capture", e) { Refusal = CaptureRefusal.NoPermission },
        PcapError.NoSuchDevice => new CaptureException($"{name}: no such interface", e) { Refusal = CaptureRefusal.NoSuchInterface },
        PcapError.InterfaceNotUp => new CaptureException($"{name}: the interface is not up", e),
        _ => new CaptureException($"{name}: cannot be captured on: {SingleLine.Of(e.Message)}", e),
    };
}
