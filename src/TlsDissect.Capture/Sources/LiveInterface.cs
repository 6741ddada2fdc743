using SharpPcap;
using SharpPcap.LibPcap;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Sources;

/// <summary>An open interface: reads packets without waiting, and the kernel's counts.</summary>
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

    /// <summary>The descriptor to wait for; -1 if there is none.</summary>
    public int Descriptor { get; }

    /// <summary>Number of packets read.</summary>
    public long Packets { get; private set; }

    /// <summary>Why <see cref="TryNext"/> failed.</summary>
    public string Problem { get; private set; } = "";

    /// <exception cref="CaptureException">
    /// The interface does not exist, this user does not have permission, or the filter is invalid for it.
    /// </exception>
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

    /// <summary>Reads the next packet. Returns 1 for a packet, 0 for none at present, a negative number for a failure.</summary>
    /// <param name="data">Borrowed until the next call.</param>
    /// <param name="time">When it was captured.</param>
    /// <param name="originalLength">Its length on the wire in bytes.</param>
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
    /// Handles a read without a packet. The last packets may still be in a block that the kernel delivers after its timeout, although the
    /// interface is already gone. So a failure counts only after that time.
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
    /// Number of packets that the kernel or the interface dropped since it was opened. libpcap's 32-bit count overflows in a run of weeks;
    /// this count does not, if called from time to time.
    /// </summary>
    public long Dropped()
    {
        // SharpPcap's own Statistics has another layout than libpcap on 64-bit Linux, so its drops are always 0.
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
            throw new CaptureException($"{device.Name}: filter \"{filter}\": {SingleLine.Of(e.Message)}",
                e)
            { Refusal = CaptureRefusal.Filter };
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
